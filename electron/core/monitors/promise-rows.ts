import type { PromiseReport } from '../../../shared/contract/monitors.ts';
import type { ServiceHours } from '../../../shared/domain/monitors/service-hours.ts';
import type { Reader } from '../db/sqlite.ts';

export interface PromiseRow {
  readonly id: string;
  readonly name: string;
  readonly kind: PromiseReport['kind'];
  readonly target_ppm: number;
  readonly threshold_ms: number | null;
  readonly service_hours: string;
  readonly monitor_ids: string;
  readonly api_id: string | null;
  readonly ledger_id: string | null;
  readonly process_id: string | null;
  readonly process_name: string | null;
  readonly counts_ours: number;
  readonly created_at: number;
}

const selectPromises = 'SELECT p.*, b.name AS process_name FROM promises p LEFT JOIN processes b ON b.id = p.process_id';

export const listPromiseRows = (db: Reader): PromiseRow[] => db.all<PromiseRow>(`${selectPromises} ORDER BY lower(p.name)`);
export const findPromiseRow = (db: Reader, id: string): PromiseRow | undefined =>
  db.get<PromiseRow>(`${selectPromises} WHERE p.id = ?`, id);

export const hoursOf = (row: { readonly service_hours: string }): ServiceHours => JSON.parse(row.service_hours) as ServiceHours;
export const monitorIdsOf = (row: { readonly monitor_ids: string }): string[] => JSON.parse(row.monitor_ids) as string[];

/** The API a promise is about: its own, else that of its first monitor. */
export interface ApiNames {
  readonly apiId: string;
  readonly apiName: string;
  readonly vendorId: string;
  readonly vendorName: string;
}

export function apiNamesOf(db: Reader, row: Pick<PromiseRow, 'api_id' | 'monitor_ids'>): ApiNames | null {
  const [first] = monitorIdsOf(row);
  const apiId = row.api_id ?? (first ? db.get<{ api_id: string }>('SELECT api_id FROM monitors WHERE id = ?', first)?.api_id : null);
  return apiId ? apiNames(db, apiId) : null;
}

export const apiNames = (db: Reader, apiId: string): ApiNames | null =>
  db.get<ApiNames>(
    'SELECT a.id AS apiId, a.name AS apiName, v.id AS vendorId, v.name AS vendorName FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?',
    apiId,
  ) ?? null;
