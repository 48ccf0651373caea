import type { Writer } from '../db/sqlite.ts';

const dayMs = 86_400_000;
const old = [
  { table: 'check_results', column: 'started_at', days: 90 },
  { table: 'slots', column: 'slot_at', days: 760 },
  { table: 'observation_spans', column: 'end_at', days: 760 },
] as const;
/** So few may go, whatever part they are. */
const handful = 200;

/**
 * Raw results are kept 90 days, slots 25 months. Never more than half of them goes at once: so much is old only when the clock is wrong or
 * nobody looked for long, and in the end there is enough of what is newer.
 */
export function forgetOld(db: Writer, now: number): void {
  for (const { table, column, days } of old) {
    const before = now - days * dayMs;
    const due = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${column} < ?`, before)?.n ?? 0;
    if (due === 0) continue;
    const all = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
    if (due <= handful || due * 2 <= all) db.run(`DELETE FROM ${table} WHERE ${column} < ?`, before);
  }
}
