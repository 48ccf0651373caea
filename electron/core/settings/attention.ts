import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { heldSince } from './retention-hold.ts';

/** What of the settings needs a person: a daily purge that does not trust the clock. */
export function settingsAttention(db: Reader): AttentionItem[] {
  const held = heldSince(db);
  if (held === null) return [];
  const door = { place: 'settings', kind: 'retention' } as const;
  return [
    {
      criticality: 'medium',
      state: 'soon',
      daysAway: 0,
      attention: {
        key: 'retention',
        state: 'soon',
        title: `The daily purge waits: ${held.what} are due`,
        reason: `${held.why} · purge them yourself if that is right; if the clock is wrong, set it`,
        evidence: { words: 'what is due', door },
        action: { words: 'Look at the retention', door },
      },
    },
  ];
}
