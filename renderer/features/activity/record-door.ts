import type { ActivityEntry } from '../../../shared/contract/activity.ts';
import type { Door } from '../../../shared/contract/procedure.ts';

/** Where a record of each kind is looked at. Kinds that have no place of their own are not here. */
const doors: Readonly<Record<string, Pick<Door, 'place' | 'kind'>>> = {
  vendor: { place: 'inventory', kind: 'vendor' },
  api: { place: 'inventory', kind: 'api' },
  endpoint: { place: 'inventory', kind: 'endpoint' },
  process: { place: 'inventory', kind: 'process' },
  credential: { place: 'credentials', kind: 'credential' },
  mapping: { place: 'mappings', kind: 'mapping' },
  ledger: { place: 'ledger', kind: 'ledger' },
  break: { place: 'ledger', kind: 'break' },
  event: { place: 'calendar', kind: 'event' },
  monitor: { place: 'monitors', kind: 'monitor' },
  promise: { place: 'monitors', kind: 'promise' },
  incident: { place: 'monitors', kind: 'incident' },
  runbook: { place: 'runbooks', kind: 'runbook' },
  runbookRun: { place: 'runbooks', kind: 'run' },
  flow: { place: 'console', kind: 'flow' },
  webhookEndpoint: { place: 'console', kind: 'webhook' },
  risk: { place: 'scorecards', kind: 'risk' },
  decision: { place: 'scorecards', kind: 'decision' },
};

/** The fields by which a part of a record names the record it belongs to, the nearest first. */
const owners = [
  ['runbook_id', 'runbook'],
  ['run_id', 'runbookRun'],
  ['mapping_id', 'mapping'],
  ['ledger_id', 'ledger'],
  ['incident_id', 'incident'],
  ['event_id', 'event'],
  ['credential_id', 'credential'],
  ['api_id', 'api'],
  ['vendor_id', 'vendor'],
] as const;

/** The door to the record that a change was made to, or to the one that it is a part of; null when it is gone or has no place. */
export function recordDoor(entry: Pick<ActivityEntry, 'entity' | 'entityId' | 'operation' | 'before' | 'after'>): Door | null {
  const own = doors[entry.entity];
  if (own) return entry.operation === 'delete' ? null : { ...own, id: entry.entityId };
  for (const [field, entity] of owners) {
    const id = entry.after?.[field] ?? entry.before?.[field];
    const door = doors[entity];
    if (typeof id === 'string' && door) return { ...door, id };
  }
  return null;
}
