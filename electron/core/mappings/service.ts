import type { MappingRow } from '../../../shared/contract/mappings.ts';
import { unreviewedPaths } from '../../../shared/domain/mappings/coverage.ts';
import type { Reader } from '../db/sqlite.ts';
import { readState } from './detail.ts';
import { standingOf } from './standing.ts';
import { allMappings, revisionIn, runsOf } from './store.ts';

export { activeRevision } from './detail.ts';

/** Every mapping with how it stands, by name. */
export function listMappings(db: Reader): MappingRow[] {
  return allMappings(db).flatMap((mapping): MappingRow[] => {
    if (!revisionIn(db, mapping.id, 'draft') && !revisionIn(db, mapping.id, 'active')) return [];
    const { looked, active, draft, goldens, facts } = readState(db, mapping.id);
    const { spec } = looked;
    const failing = goldens.filter(({ failures }) => failures.length > 0).length;
    const unreviewed = unreviewedPaths(spec, facts?.fields ?? []).length;
    const [lastRun] = runsOf(db, mapping.id);
    return [
      {
        id: mapping.id,
        name: mapping.name,
        sourceName: spec.source.name,
        sourceFormat: spec.source.format,
        destinationName: spec.destination.name,
        fields: spec.destination.fields.length,
        active: active?.revision ?? null,
        draft: draft?.revision ?? null,
        failing,
        goldens: goldens.length,
        unreviewed,
        lastRun: lastRun
          ? {
              id: lastRun.id,
              number: lastRun.number,
              finishedAt: lastRun.finishedAt,
              rowsIn: lastRun.rowsIn,
              kept: lastRun.rejected + lastRun.held,
              fileName: lastRun.fileName,
            }
          : null,
        standing: standingOf({
          mapping,
          active: active?.revision ?? null,
          draft: draft?.revision ?? null,
          failing,
          unreviewed,
          lastRun: lastRun ?? null,
        }),
      },
    ];
  });
}
