import { basename } from 'node:path';
import type { Side } from '../../../shared/domain/ledger/break-class.ts';
import { compileMapping, type CompiledMapping } from '../../../shared/domain/mappings/compile-mapping.ts';
import type { MappingSpec } from '../../../shared/domain/mappings/mapping-spec.ts';
import { readRows } from '../files/read-rows.ts';
import type { ReadFile } from './keep-run.ts';
import type { Reconciler } from './reconcile.ts';

/** The mapping that a side is read through, at the revision that is active now. */
export interface SideMapping {
  readonly words: string;
  readonly spec: MappingSpec;
}

export interface SideInput {
  readonly side: Side;
  readonly path: string;
  readonly mapping: SideMapping | null;
}

const unreadableWords = {
  too_few_fields: 'it has fewer fields than the header',
  too_many_fields: 'it has more fields than the header',
  broken_quotes: 'its quotes do not close',
  not_json: 'it is not JSON',
  no_record: 'it is no record',
} as const;

/** Reads one file into a run: every row through the mapping, when there is one, and into the comparison or among the rejected. */
export async function readSide(
  input: SideInput,
  into: Reconciler,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<ReadFile> {
  const { side, path, mapping } = input;
  const compiled: CompiledMapping | null = mapping === null ? null : compileMapping(mapping.spec);
  const { source } = mapping?.spec ?? { source: null };
  const read = await readRows(
    { path },
    {
      format: source?.format,
      delimiter: source?.delimiter ?? undefined,
      encoding: source?.encoding ?? undefined,
      onUnreadable: ({ row, code, raw }) => into.reject({ side, key: '', words: `row ${row}: ${unreadableWords[code]}`, raw }),
      onProgress: progress,
    },
    (rows) => {
      if (compiled === null) {
        for (const row of rows) into.add(side, row);
        return;
      }
      for (const row of rows) {
        const { values, errors, isRejected } = compiled.apply(row);
        if (!isRejected) into.add(side, values);
        else {
          const [first] = errors;
          const words =
            first === undefined ? 'the mapping rejects it' : `the mapping rejects it: ${first.field}, ${first.code.replaceAll('_', ' ')}`;
          into.reject({ side, key: '', words, raw: JSON.stringify(row) });
        }
      }
    },
    signal,
  );
  return { name: basename(path), sha256: read.sha256, mapping: mapping?.words ?? '' };
}
