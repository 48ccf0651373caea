import type { CheckFacts } from '../../../shared/domain/monitors/classify.ts';
import type { Reader } from '../db/sqlite.ts';
import type { MonitorRow } from './monitor-rows.ts';

type Circumstances = Pick<CheckFacts, 'isMaintenance' | 'wasEditedSinceLastPass' | 'isCredentialSuspect' | 'limitUsed'>;

const dayMs = 86_400_000;

/** What the workspace knows that may explain a failure, besides the answer itself. */
export function circumstancesOf(db: Reader, row: MonitorRow, now: number): Circumstances {
  const lastPass = db.get<{ at: number | null }>('SELECT last_pass_at AS at FROM monitor_states WHERE monitor_id = ?', row.id)?.at ?? 0;
  const editedAt = db.get<{ at: number | null }>(
    "SELECT max(at) AS at FROM activity WHERE entity = 'savedRequest' AND entity_id = ?",
    row.saved_request_id,
  )?.at;
  return {
    isMaintenance: isInMaintenance(db, row, now),
    wasEditedSinceLastPass: lastPass > 0 && Math.max(row.edited_at, editedAt ?? 0) > lastPass,
    isCredentialSuspect: isCredentialSuspect(db, row, now),
    limitUsed:
      db.get<{ used: number | null }>(
        'SELECT max((limit_value - remaining) / limit_value) AS used FROM limits WHERE api_id = ? AND limit_value > 0 AND remaining IS NOT NULL AND seen_at > ?',
        row.api_id,
        now - 3_600_000,
      )?.used ?? null,
  };
}

/** Agreed maintenance: one on the calendar that somebody acknowledged. Without an end: a day, or two hours from its moment on. */
function isInMaintenance(db: Reader, row: MonitorRow, now: number): boolean {
  const found = db.get(
    `SELECT 1 FROM calendar_events WHERE kind = 'maintenance' AND acknowledged_at IS NOT NULL AND withdrawn_at IS NULL AND effective_at <= ?
       AND coalesce(ends_at, effective_at + CASE precision WHEN 'day' THEN ? ELSE ? END) > ? AND (api_id = ? OR (api_id IS NULL AND vendor_id = ?))`,
    now,
    dayMs,
    2 * 3_600_000,
    now,
    row.api_id,
    row.vendor_id,
  );
  return found !== undefined;
}

/** Past its expiry, or accepted elsewhere within a day: then it is not the vendor who is out. */
function isCredentialSuspect(db: Reader, row: MonitorRow, now: number): boolean {
  if (!row.credential_id) return false;
  const expired = db.get('SELECT 1 FROM credentials WHERE id = ? AND expires_at IS NOT NULL AND expires_at <= ?', row.credential_id, now);
  if (expired) return true;
  return (
    db.get(
      "SELECT 1 FROM exchanges WHERE credential_id = ? AND started_at > ? AND error_class = 'ok' AND coalesce(saved_request_id, '') <> ? LIMIT 1",
      row.credential_id,
      now - dayMs,
      row.saved_request_id,
    ) !== undefined
  );
}

/** Whether the monitor's answers were JSON the last time that one was good. */
export function expectsJson(db: Reader, row: MonitorRow): boolean {
  const last = db.get<{ media_type: string | null }>(
    `SELECT b.media_type FROM exchanges e JOIN bodies b ON b.exchange_id = e.id AND b.side = 'answer'
     WHERE e.saved_request_id = ? AND e.error_class = 'ok' AND b.media_type IS NOT NULL AND b.media_type NOT LIKE '%html%' ORDER BY e.number DESC LIMIT 1`,
    row.saved_request_id,
  );
  return /json/i.test(last?.media_type ?? '');
}
