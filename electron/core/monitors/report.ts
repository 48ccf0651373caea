export { promiseReports } from './promise-report.ts';
export { incidentsBetween, openIncidents } from './incident-report.ts';
