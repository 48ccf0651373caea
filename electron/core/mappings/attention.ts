import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { listMappings } from './service.ts';

const plural = (count: number, one: string, many: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** What of the mappings needs a person: a sample that blocks a draft, rows that a run kept back, fields nobody has looked at. */
export function mappingsAttention(db: Reader, _now: number): AttentionItem[] {
  return listMappings(db).flatMap((mapping): AttentionItem[] => {
    const door = { place: 'mappings', kind: 'mapping', id: mapping.id } as const;
    const items: AttentionItem[] = [];
    const item = (
      facts: Pick<AttentionItem, 'criticality' | 'daysAway'>,
      key: string,
      title: string,
      reason: string,
      words: string,
    ): void => {
      items.push({
        ...facts,
        state: 'soon',
        attention: { key: `${key}:${mapping.id}`, state: 'soon', title, reason, evidence: null, action: { words, door } },
      });
    };
    if (mapping.failing > 0) {
      const what = mapping.draft ? `draft ${mapping.draft.number}` : 'the active revision';
      item(
        { criticality: mapping.draft ? 'medium' : 'high', daysAway: 5 },
        'golden',
        `${plural(mapping.failing, 'golden sample fails', 'golden samples fail')} on ${what} of ${mapping.name}`,
        mapping.active && mapping.draft
          ? `Revision ${mapping.active.number} stays in use until it is mended`
          : 'It cannot be activated before it is mended',
        'Open the sample',
      );
    }
    const kept = mapping.lastRun?.kept ?? 0;
    if (kept > 0 && mapping.lastRun && mapping.standing.words.includes('kept back'))
      item(
        { criticality: 'medium', daysAway: 3 },
        'kept',
        `${plural(kept, 'row', 'rows')} of ${mapping.lastRun.fileName} ${kept === 1 ? 'was' : 'were'} kept back`,
        `${mapping.name} · run ${mapping.lastRun.number}, ${mapping.lastRun.rowsIn.toLocaleString('en')} rows in`,
        'Look at the rows',
      );
    // A draft is where they are looked at: whoever writes it sees them.
    if (mapping.active && !mapping.draft && mapping.unreviewed > 0)
      item(
        { criticality: 'low', daysAway: 20 },
        'unreviewed',
        `${plural(mapping.unreviewed, 'source field', 'source fields')} of ${mapping.name} ${mapping.unreviewed === 1 ? 'is' : 'are'} neither mapped nor ignored`,
        `${mapping.sourceName} · nobody has said whether they matter`,
        'Review the fields',
      );
    return items;
  });
}
