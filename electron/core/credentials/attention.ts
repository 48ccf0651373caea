import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';

const dayMs = 86_400_000;
/** A rotation may rest overnight; after that somebody has forgotten it. */
export const rotationRestsMs = dayMs;
/** How a credential stands whose only trouble is such a rotation; its line on Today is the rotation's own. */
export const rotationWaits = 'rotation waits';

/** Rotations that nobody went on with: a new secret that waits, or an old one that the vendor still accepts. */
export function rotationAttention(db: Reader, now: number): AttentionItem[] {
  return db
    .all<{ id: string; credential_id: string; name: string; switched_at: number | null; created_at: number }>(
      `SELECT r.id, r.credential_id, c.name, r.switched_at, r.created_at FROM rotations r JOIN credentials c ON c.id = r.credential_id
       WHERE r.state = 'open' AND coalesce(r.switched_at, r.created_at) <= ? ORDER BY r.created_at`,
      now - rotationRestsMs,
    )
    .map((row): AttentionItem => {
      const since = row.switched_at ?? row.created_at;
      const days = Math.floor((now - since) / dayMs);
      const door = { place: 'credentials', kind: 'credential', id: row.credential_id } as const;
      const hasSwitched = row.switched_at !== null;
      return {
        criticality: 'medium',
        state: 'soon',
        daysAway: 7,
        attention: {
          key: `rotation:${row.id}`,
          state: 'soon',
          title: hasSwitched ? `End the old secret of ${row.name} at the vendor` : `Go on rotating ${row.name}`,
          reason: `${hasSwitched ? 'Switched' : 'Begun'} ${days} ${days === 1 ? 'day' : 'days'} ago · ${hasSwitched ? 'the vendor may still accept the old one' : 'the old secret is still in use'}`,
          evidence: { words: hasSwitched ? 'switched, not ended' : 'not switched', door },
          action: { words: 'Go on', door },
        },
      };
    });
}
