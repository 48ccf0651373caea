import { shortDay } from '../../../shared/domain/day-words.ts';
import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';

export function ledgerAttention(db: Reader, _now: number): AttentionItem[] {
  return db
    .all<{ name: string; n: number; oldest: number; id: string }>(
      `SELECT l.name, l.id, count(*) AS n, min(b.opened_at) AS oldest FROM breaks b JOIN ledgers l ON l.id = b.ledger_id
       WHERE b.resolved_at IS NULL AND b.owner_id IS NULL GROUP BY l.id`,
    )
    .map((row): AttentionItem => ({
      criticality: 'medium',
      state: 'soon',
      daysAway: 10,
      attention: {
        key: `breaks:${row.id}`,
        state: 'soon',
        title: `${row.n} ${row.n === 1 ? 'break' : 'breaks'} of “${row.name}” ${row.n === 1 ? 'has' : 'have'} no owner`,
        reason: `Month-end close · the oldest is open since ${shortDay(row.oldest)}`,
        evidence: null,
        action: { words: 'Look at the breaks', door: { place: 'ledger' } },
      },
    }));
}
