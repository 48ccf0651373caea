import type { IncidentFacts } from '../monitors/report.ts';

export { findIncident, type IncidentFacts } from '../monitors/report.ts';

/** "INC-31". */
export const incidentWords = ({ number }: Pick<IncidentFacts, 'number'>): string => `INC-${number}`;
