export { promiseReports } from './promise-report.ts';
export { incidentsBetween, openIncidents } from './incident-report.ts';
export { findIncident, type IncidentFacts } from './incident-facts.ts';
