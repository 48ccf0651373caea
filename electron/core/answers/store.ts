import type { LeaveOut } from '../../../shared/domain/answers/left-out.ts';
import type { GuidanceNote } from '../../../shared/contract/answers.ts';
import type { Reader } from '../db/sqlite.ts';

export interface StoredBodyRow {
  readonly number: number;
  readonly byteLength: number;
  readonly sha256: string;
  readonly mediaType: string | null;
  readonly keyId: string;
  readonly sealed: Buffer | null;
  readonly file: string | null;
}

/** The exchange's number, its body where one is kept, and when its bodies were purged. */
export function findBodyRow(
  db: Reader,
  exchangeId: string,
  side: 'request' | 'answer',
): { number: number; body: StoredBodyRow | null; purgedAt: number | null } | null {
  const row = db.get<StoredBodyRow & { readonly side: string | null; readonly purgedAt: number | null }>(
    `SELECT x.number, x.bodies_purged_at AS purgedAt, b.side, b.byte_length AS byteLength, b.sha256, b.media_type AS mediaType, b.key_id AS keyId, b.sealed, b.file
       FROM exchanges x LEFT JOIN bodies b ON b.exchange_id = x.id AND b.side = ? WHERE x.id = ?`,
    side,
    exchangeId,
  );
  if (!row) return null;
  return { number: row.number, body: row.side === null ? null : row, purgedAt: row.purgedAt };
}

export interface ComparedExchange {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly status: number | null;
  readonly endpointId: string | null;
  readonly headers: string;
}

export const findCompared = (db: Reader, id: string): ComparedExchange | undefined =>
  db.get<ComparedExchange>(
    'SELECT id, number, state, status, endpoint_id AS endpointId, answer_headers AS headers FROM exchanges WHERE id = ?',
    id,
  );

/** The newest answer before this one of the same call; only a good one when that is asked. */
export function findBefore(db: Reader, id: string, isGood: boolean): string | null {
  const own = db.get<{
    readonly number: number;
    readonly endpoint_id: string | null;
    readonly saved_request_id: string | null;
    readonly environment_id: string | null;
    readonly method: string;
    readonly url: string;
  }>('SELECT number, endpoint_id, saved_request_id, environment_id, method, url FROM exchanges WHERE id = ?', id);
  if (!own) return null;
  const good = isGood ? "AND error_class = 'ok' AND verdict <> 'breaks'" : '';
  const newest = (condition: string, value: string | null): string | null =>
    value === null
      ? null
      : (db.get<{ id: string }>(
          `SELECT id FROM exchanges WHERE ${condition} AND number < ? AND state = 'answered' AND environment_id IS ? ${good} ORDER BY number DESC LIMIT 1`,
          value,
          own.number,
          own.environment_id,
        )?.id ?? null);
  // The same saved request is closest; then the same address, for its values; then the endpoint.
  return (
    newest('saved_request_id = ?', own.saved_request_id) ??
    newest(`endpoint_id IS NOT NULL AND url = ?`, own.url) ??
    newest('endpoint_id = ?', own.endpoint_id) ??
    newest('endpoint_id IS NULL AND url = ?', own.url)
  );
}

export interface RulesRow {
  readonly id: string;
  readonly rules: string;
}

export const findRules = (db: Reader, endpointId: string): RulesRow | undefined =>
  db.get<RulesRow>('SELECT id, rules FROM compare_rules WHERE endpoint_id = ?', endpointId);

export const readRules = (row: RulesRow | undefined, usual: LeaveOut): LeaveOut =>
  row === undefined ? usual : { ...usual, ...(JSON.parse(row.rules) as Partial<LeaveOut>) };

const selectNotes = `SELECT g.id, g.api_id AS apiId, a.name AS apiName, v.name AS vendorName, g.error_class AS errorClass, g.status,
  g.problem_type AS problemType, g.body, g.edited_at AS editedAt, g.edited_by AS editedBy
  FROM guidance_notes g JOIN apis a ON a.id = g.api_id JOIN vendors v ON v.id = a.vendor_id`;

export const listNotes = (db: Reader, apiId: string | undefined): GuidanceNote[] =>
  apiId === undefined
    ? db.all<GuidanceNote>(`${selectNotes} ORDER BY v.name, a.name, g.error_class, g.status`)
    : db.all<GuidanceNote>(`${selectNotes} WHERE g.api_id = ? ORDER BY g.error_class, g.status`, apiId);

export const findNote = (db: Reader, id: string): GuidanceNote | undefined => db.get<GuidanceNote>(`${selectNotes} WHERE g.id = ?`, id);
