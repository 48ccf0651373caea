import type { Revision } from '../../../shared/contract/mappings.ts';
import { grouped, plural } from '../../../shared/domain/grouped.ts';
import { unreviewedPaths } from '../../../shared/domain/mappings/coverage.ts';
import { testGolden } from '../../../shared/domain/mappings/golden-sample.ts';
import { compiledOrNull } from '../../../shared/domain/mappings/spec-changes.ts';
import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { samplePaths } from './sample-facts.ts';
import { allMappings, goldensOf, lastRunOf, revisionIn, type StoredMapping, type StoredRevision } from './store.ts';

/**
 * What of the mappings needs a person: a sample that blocks a draft, rows that a run kept back, fields nobody has looked at.
 * The same as their list says, but only what is asked about is worked out: Today waits for it at every start.
 */
export function mappingsAttention(db: Reader, _now: number): AttentionItem[] {
  return allMappings(db).flatMap((mapping): AttentionItem[] => {
    const active = revisionIn(db, mapping.id, 'active');
    const draft = revisionIn(db, mapping.id, 'draft');
    const looked = draft ?? active;
    if (!looked) return [];
    const failing = failingGoldens(db, mapping.id, looked, active);
    return [
      ...(failing > 0 ? [failingItem(mapping, failing, active?.revision ?? null, draft?.revision ?? null)] : keptBack(db, mapping)),
      // A draft is where they are looked at: whoever writes it sees them.
      ...(active && !draft ? unreviewed(db, mapping, active) : []),
    ];
  });
}

function item(
  mapping: StoredMapping,
  key: string,
  facts: Pick<AttentionItem, 'criticality' | 'daysAway'>,
  words: { readonly title: string; readonly reason: string; readonly action: string },
): AttentionItem {
  return {
    ...facts,
    state: 'soon',
    attention: {
      key: `${key}:${mapping.id}`,
      state: 'soon',
      title: words.title,
      reason: words.reason,
      evidence: null,
      action: { words: words.action, door: { place: 'mappings', kind: 'mapping', id: mapping.id } },
    },
  };
}

function failingGoldens(db: Reader, mappingId: string, { spec }: StoredRevision, active: StoredRevision | null): number {
  const goldens = goldensOf(db, mappingId);
  if (goldens.length === 0) return 0;
  const compiled = compiledOrNull(spec);
  return goldens.filter((golden) => compiled === null || testGolden(compiled, golden, spec, active?.spec ?? null).length > 0).length;
}

function failingItem(mapping: StoredMapping, failing: number, active: Revision | null, draft: Revision | null): AttentionItem {
  const what = draft ? `draft ${draft.number}` : 'the active revision';
  return item(
    mapping,
    'golden',
    { criticality: draft ? 'medium' : 'high', daysAway: 5 },
    {
      title: `${plural(failing, 'golden sample fails', 'golden samples fail')} on ${what} of ${mapping.name}`,
      reason: active && draft ? `Revision ${active.number} stays in use until it is mended` : 'It cannot be activated before it is mended',
      action: 'Open the sample',
    },
  );
}

function keptBack(db: Reader, mapping: StoredMapping): AttentionItem[] {
  const run = lastRunOf(db, mapping.id);
  if (!run || run.reviewedAt !== null) return [];
  const kept = run.rejected + run.held;
  if (kept === 0) return [];
  return [
    item(
      mapping,
      'kept',
      { criticality: 'medium', daysAway: 3 },
      {
        title: `${plural(kept, 'row', 'rows')} of ${run.fileName} ${kept === 1 ? 'was' : 'were'} kept back`,
        reason: `${mapping.name} · run ${run.number}, ${grouped(run.rowsIn)} rows in`,
        action: 'Look at the rows',
      },
    ),
  ];
}

function unreviewed(db: Reader, mapping: StoredMapping, { spec }: StoredRevision): AttentionItem[] {
  const count = unreviewedPaths(spec, samplePaths(db, mapping.sampleId)).length;
  if (count === 0) return [];
  return [
    item(
      mapping,
      'unreviewed',
      { criticality: 'low', daysAway: 20 },
      {
        title: `${plural(count, 'source field', 'source fields')} of ${mapping.name} ${count === 1 ? 'is' : 'are'} neither mapped nor ignored`,
        reason: `${spec.source.name} · nobody has said whether they matter`,
        action: 'Review the fields',
      },
    ),
  ];
}
