import type { Facts } from '../../../shared/domain/runbooks/fill-in.ts';
import type { RunState } from '../../../shared/domain/runbooks/run-state.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Clock } from '../db/commands.ts';
import { findIncident, incidentWords, type IncidentFacts } from './incident-facts.ts';
import { listArtifacts, type RunRecord } from './store.ts';

/** What {{places}} in the steps of a run are filled with. Times carry their zone. */
export function factsOfRun({ db, clock }: { readonly db: Reader; readonly clock: Clock }, record: RunRecord, state: RunState): Facts {
  const incident = record.incident_id ? findIncident(db, record.incident_id) : null;
  const calls = callsOf(db, record.id);
  const facts: Record<string, string> = {
    'run.number': String(record.number),
    'run.reason': record.reason,
    'run.started': stamp(record.started_at),
    'runbook.name': record.runbook_name,
    now: stamp(clock.now()),
    me: state.heldBy,
    // A call tells these when there was one; a ticket without any says so.
    'call.ids': calls.ids.join(', ') || 'none yet',
    'call.last': calls.last ?? 'none yet',
    ...(record.subject_name === null ? {} : { 'person.name': record.subject_name, person: record.subject_name }),
    ...Object.fromEntries(Object.entries(state.inputs).map(([name, value]) => [`input.${name.toLowerCase()}`, value])),
    // Without an incident, what the run called last says which API it is about.
    ...(calls.api === null ? {} : { 'api.name': `${calls.api.vendor} ${calls.api.name}`, 'api.vendor': calls.api.vendor }),
    ...(incident ? incidentFacts(incident) : {}),
  };
  return facts;
}

function incidentFacts(incident: IncidentFacts): Record<string, string> {
  return {
    'incident.number': incidentWords(incident),
    'incident.title': incident.title,
    'incident.since': stamp(incident.openedAt),
    'incident.attribution': incident.attribution,
    'incident.processes': incident.processes.join(', ') || 'no process that is linked',
    ...(incident.apiName === null
      ? {}
      : { 'api.name': `${incident.vendorName ?? ''} ${incident.apiName}`.trim(), 'api.vendor': incident.vendorName ?? '' }),
  };
}

export interface RunCalls {
  readonly ids: readonly string[];
  /** "POST /v2/payments, 500". */
  readonly last: string | null;
  readonly api: { readonly name: string; readonly vendor: string } | null;
  readonly total: number;
  readonly failed: number;
}

/** The calls of a run by what the vendor can find them with: its own request id, else our correlation id. */
export function callsOf(db: Reader, runId: string): RunCalls {
  const exchangeIds = listArtifacts(db, runId).flatMap((one) => (one.exchange_id === null ? [] : [one.exchange_id]));
  const rows = exchangeIds.flatMap((id) => {
    const row = db.get<{
      correlation_id: string;
      vendor_request_id: string | null;
      method: string;
      url: string;
      status: number | null;
      error_class: string;
      api: string | null;
      vendor: string | null;
    }>(
      `SELECT x.correlation_id, x.vendor_request_id, x.method, x.url, x.status, x.error_class, a.name AS api, v.name AS vendor FROM exchanges x
       LEFT JOIN apis a ON a.id = x.api_id LEFT JOIN vendors v ON v.id = a.vendor_id WHERE x.id = ?`,
      id,
    );
    return row ? [row] : [];
  });
  const last = rows.at(-1);
  return {
    ids: rows.map((row) => row.vendor_request_id ?? row.correlation_id),
    last: last === undefined ? null : `${last.method} ${pathOf(last.url)}, ${last.status ?? 'no answer'}`,
    api: last?.api != null ? { name: last.api, vendor: last.vendor ?? '' } : null,
    total: rows.length,
    failed: rows.filter((row) => row.error_class !== 'ok').length,
  };
}

export function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/** "2026-11-21 09:41 +01:00": a time that reads the same for everybody who gets it. */
export function stamp(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())} ${zone}`;
}
