import type { Assertion } from '../../../shared/contract/monitors.ts';
import type { ServiceHours } from '../../../shared/domain/monitors/service-hours.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Reader } from '../db/sqlite.ts';

export interface MonitorRow {
  readonly id: string;
  readonly name: string;
  readonly saved_request_id: string;
  readonly api_id: string;
  readonly environment_id: string;
  readonly interval_s: number;
  readonly timeout_ms: number;
  readonly retries: string;
  readonly assertions: string;
  readonly fail_after: number;
  readonly recover_after: number;
  readonly service_hours: string;
  readonly is_paused: number;
  readonly owner_id: string | null;
  readonly notes: string;
  readonly edited_at: number;
  readonly is_sample: number;
  readonly created_at: number;
  readonly api_name: string;
  readonly vendor_id: string;
  readonly vendor_name: string;
  readonly owner_name: string | null;
  readonly environment_name: string | null;
  readonly base_url: string | null;
  readonly credential_id: string | null;
  readonly request_name: string | null;
  readonly draft: string | null;
}

const selectMonitors = `SELECT m.*, a.name AS api_name, v.id AS vendor_id, v.name AS vendor_name, p.name AS owner_name, e.name AS environment_name, e.base_url,
    e.credential_id, s.name AS request_name, s.draft
  FROM monitors m JOIN apis a ON a.id = m.api_id JOIN vendors v ON v.id = a.vendor_id LEFT JOIN people p ON p.id = m.owner_id
  LEFT JOIN environments e ON e.id = m.environment_id LEFT JOIN saved_requests s ON s.id = m.saved_request_id`;

export const listMonitorRows = (db: Reader): MonitorRow[] => db.all<MonitorRow>(`${selectMonitors} ORDER BY lower(m.name)`);
/** Those that may send: not paused, their request still there, and not the sample's own. */
export const liveMonitorRows = (db: Reader): MonitorRow[] =>
  listMonitorRows(db).filter((row) => row.is_paused === 0 && row.is_sample === 0 && row.request_name !== null);
export const findMonitorRow = (db: Reader, id: string): MonitorRow | undefined =>
  db.get<MonitorRow>(`${selectMonitors} WHERE m.id = ?`, id);

export function requireMonitor(db: Reader, id: string): MonitorRow {
  const row = findMonitorRow(db, id);
  if (!row) throw new Fault('not_found', { happened: 'The monitor is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return row;
}

export const assertionsOf = (row: MonitorRow): Assertion[] => JSON.parse(row.assertions) as Assertion[];
export const retriesOf = (row: MonitorRow): number[] => JSON.parse(row.retries) as number[];
export const serviceHoursOf = (row: MonitorRow): ServiceHours => JSON.parse(row.service_hours) as ServiceHours;

/** What separates one vendor's line from another's: the registrable domain, or host and port of an address. */
export function domainOf(baseUrl: string | null): string {
  if (baseUrl === null || !URL.canParse(baseUrl)) return '';
  const { hostname, host } = new URL(baseUrl);
  if (/^[\d.]+$|:|^localhost$/.test(hostname)) return host;
  const labels = hostname.split('.');
  const second = labels.at(-2) ?? '';
  // "co.uk" and the like: a short name under a country takes one label more.
  return labels.slice((labels.at(-1)?.length ?? 0) === 2 && second.length <= 3 && labels.length > 2 ? -3 : -2).join('.');
}

/** The sample's vendors are real and its keys are not: nothing of it is sent. */
export function refuseSample(rows: readonly MonitorRow[]): void {
  const row = rows.find(({ is_sample }) => is_sample === 1);
  if (!row) return;
  throw new Fault('bad_input', {
    happened: `“${row.name}” belongs to the sample; its keys are invented, so nothing is sent.`,
    remedy: 'Make a monitor from a saved request of your own, in a workspace of your own.',
  });
}
