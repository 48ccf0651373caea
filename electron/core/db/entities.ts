/**
 * Every record that a person can change, and where it lives. The change log, undo, history and live updates are all
 * derived from this one table.
 */
export interface Entity {
  readonly table: string;
  /** The features whose queries go stale when such a record changes. */
  readonly topics: readonly string[];
  /** Columns that evidence moves without a log entry (counters, last seen). */
  readonly unlogged: readonly string[];
}

export const entities = {
  workspace: { table: 'workspace', topics: ['workspace'], unlogged: [] },
  person: {
    table: 'people',
    topics: ['inventory', 'workspace', 'calendar', 'runbooks', 'ledger', 'monitors', 'mappings', 'today'],
    unlogged: [],
  },
  vendor: { table: 'vendors', topics: ['inventory', 'today'], unlogged: [] },
  api: { table: 'apis', topics: ['inventory', 'console', 'today', 'calendar', 'mock'], unlogged: [] },
  contract: { table: 'contracts', topics: ['inventory', 'console', 'mock'], unlogged: ['document'] },
  environment: { table: 'environments', topics: ['inventory', 'console', 'credentials', 'requests', 'mock'], unlogged: [] },
  endpoint: { table: 'endpoints', topics: ['inventory', 'console'], unlogged: [] },
  credential: { table: 'credentials', topics: ['credentials', 'inventory', 'today', 'calendar', 'webhooks'], unlogged: [] },
  rotation: { table: 'rotations', topics: ['credentials', 'today', 'webhooks'], unlogged: [] },
  process: { table: 'processes', topics: ['inventory', 'today'], unlogged: [] },
  dependency: { table: 'dependencies', topics: ['inventory', 'today'], unlogged: [] },
  declaredLimit: { table: 'declared_limits', topics: ['inventory'], unlogged: [] },
  contractChange: { table: 'contract_changes', topics: ['inventory', 'today'], unlogged: [] },
  event: { table: 'calendar_events', topics: ['calendar', 'today', 'inventory'], unlogged: ['last_seen_at', 'hits'] },
  eventDate: { table: 'calendar_dates', topics: ['calendar'], unlogged: [] },
  finding: {
    table: 'findings',
    topics: ['inventory', 'today'],
    unlogged: ['last_seen_at', 'last_exchange_id', 'hits', 'seen_status', 'fits_in_a_row'],
  },
  mock: { table: 'mocks', topics: ['mock', 'inventory'], unlogged: ['port'] },
  resiliencePolicy: { table: 'resilience_policies', topics: ['resilience'], unlogged: [] },
  flow: { table: 'flows', topics: ['flows', 'today'], unlogged: ['due_at', 'missed_words'] },
  requestChecks: { table: 'request_checks', topics: ['flows', 'console'], unlogged: [] },
  savedRequest: { table: 'saved_requests', topics: ['console', 'monitors', 'runbooks'], unlogged: [] },
  mapping: { table: 'mappings', topics: ['mappings', 'today'], unlogged: [] },
  mappingRevision: { table: 'mapping_revisions', topics: ['mappings', 'ledger', 'today'], unlogged: [] },
  goldenSample: { table: 'golden_samples', topics: ['mappings'], unlogged: [] },
  ledger: { table: 'ledgers', topics: ['ledger', 'today'], unlogged: ['left_path', 'right_path'] },
  ledgerDefinition: { table: 'ledger_definitions', topics: ['ledger'], unlogged: [] },
  break: { table: 'breaks', topics: ['ledger', 'today', 'scorecards'], unlogged: ['last_run_id', 'last_seen_at', 'times_seen'] },
  breakEvent: { table: 'break_events', topics: ['ledger'], unlogged: [] },
  rung: { table: 'rungs', topics: ['calendar', 'today'], unlogged: ['due_at', 'given_at'] },
  monitor: { table: 'monitors', topics: ['monitors', 'today', 'inventory'], unlogged: [] },
  promise: { table: 'promises', topics: ['monitors', 'today', 'scorecards'], unlogged: [] },
  annulment: { table: 'annulments', topics: ['monitors', 'today', 'scorecards'], unlogged: [] },
  incident: {
    table: 'incidents',
    topics: ['monitors', 'today', 'runbooks', 'scorecards'],
    unlogged: ['first_bad_at', 'last_bad_at', 'previous_good_at', 'next_good_at', 'monitor_ids'],
  },
  incidentEvent: { table: 'incident_events', topics: ['monitors'], unlogged: [] },
  followUp: { table: 'follow_ups', topics: ['monitors', 'today'], unlogged: [] },
  runbook: { table: 'runbooks', topics: ['runbooks', 'today'], unlogged: [] },
  runbookRun: { table: 'runbook_runs', topics: ['runbooks', 'monitors', 'today'], unlogged: [] },
  runbookRevision: { table: 'runbook_revisions', topics: ['runbooks', 'today'], unlogged: [] },
  runbookFollowUp: { table: 'runbook_follow_ups', topics: ['runbooks', 'today'], unlogged: [] },
  runbookRead: { table: 'runbook_reads', topics: ['runbooks', 'today'], unlogged: [] },
  scorecard: { table: 'scorecards', topics: ['scorecards', 'today'], unlogged: ['facts'] },
  risk: { table: 'risks', topics: ['scorecards', 'today'], unlogged: [] },
  decision: { table: 'decisions', topics: ['scorecards'], unlogged: [] },
  costPlan: { table: 'cost_plans', topics: ['scorecards'], unlogged: [] },
  costQuantity: { table: 'cost_quantities', topics: ['scorecards'], unlogged: [] },
  costInvoice: { table: 'cost_invoices', topics: ['scorecards'], unlogged: [] },
  costBudget: { table: 'cost_budgets', topics: ['scorecards', 'today'], unlogged: [] },
  outcome: { table: 'outcomes', topics: ['scorecards'], unlogged: [] },
  setting: { table: 'settings', topics: ['settings', 'calendar'], unlogged: [] },
  caCertificate: { table: 'ca_certificates', topics: ['settings'], unlogged: [] },
  sharedValues: { table: 'shared_values', topics: ['requests', 'console'], unlogged: [] },
  clientCertificate: { table: 'client_certificates', topics: ['requests', 'settings'], unlogged: [] },
  graphqlSchema: { table: 'graphql_schemas', topics: ['requests'], unlogged: ['sdl'] },
  guidanceNote: { table: 'guidance_notes', topics: ['answers'], unlogged: [] },
  webhookEndpoint: { table: 'webhook_endpoints', topics: ['webhooks', 'credentials', 'today'], unlogged: [] },
  webhookDelivery: {
    table: 'webhook_deliveries',
    topics: ['webhooks', 'today'],
    unlogged: ['state', 'code', 'words', 'signed_at', 'diagnosis', 'event_id', 'event_type', 'duplicate_of'],
  },
  compareRules: { table: 'compare_rules', topics: ['answers'], unlogged: [] },
} as const satisfies Record<string, Entity>;

export type EntityName = keyof typeof entities;

export function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(entities, name);
}
