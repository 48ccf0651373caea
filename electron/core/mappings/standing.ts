import type { MappingRow, MappingRun, Revision } from '../../../shared/contract/mappings.ts';
import { plural } from '../../../shared/domain/grouped.ts';

export interface StandingFacts {
  readonly mapping: { readonly id: string };
  readonly active: Revision | null;
  readonly draft: Revision | null;
  readonly failing: number;
  readonly unreviewed: number;
  readonly lastRun: Pick<MappingRun, 'rejected' | 'held' | 'number' | 'reviewedAt'> | null;
}

/** How a mapping stands, in one sentence: what blocks first, then what a person should look at. */
export function standingOf({ mapping, active, draft, failing, unreviewed, lastRun }: StandingFacts): MappingRow['standing'] {
  const door = { place: 'mappings', kind: 'mapping', id: mapping.id } as const;
  const kept = lastRun && lastRun.reviewedAt === null ? lastRun.rejected + lastRun.held : 0;
  if (failing > 0) {
    const target = draft ? `blocks draft ${draft.number}` : 'fails';
    return {
      state: draft ? 'soon' : 'broken',
      words: `${plural(failing, 'sample', 'samples')} ${failing === 1 || !draft ? target : target.replace('blocks', 'block')}`,
      door,
    };
  }
  if (kept > 0 && lastRun) return { state: 'soon', words: `${plural(kept, 'row', 'rows')} kept back by run ${lastRun.number}`, door };
  if (unreviewed > 0) return { state: 'soon', words: `${plural(unreviewed, 'source field', 'source fields')} unreviewed`, door };
  if (!active) return { state: 'no data', words: draft ? `draft ${draft.number}, never active` : 'empty', door };
  if (draft) return { state: 'holds', words: `draft ${draft.number} in work`, door };
  return { state: 'holds', words: 'every field settled', door };
}
