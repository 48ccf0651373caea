import type { Sample, SampleField } from '../../../shared/contract/mappings.ts';
import { inferSource } from '../../../shared/domain/mappings/infer-source.ts';
import type { SourceRow } from '../../../shared/domain/mappings/mapping-spec.ts';
import { leafPaths } from '../../../shared/domain/mappings/source-path.ts';
import type { Reader } from '../db/sqlite.ts';
import { findSample } from './store.ts';

export interface SampleFacts {
  readonly sample: Sample;
  readonly rows: readonly SourceRow[];
  readonly fields: readonly SampleField[];
}

const kept = new Map<string, SampleFacts>();
const keptLimit = 8;

/** A sample never changes, so what was worked out about it is remembered; null when the mapping has none. */
export function sampleFacts(db: Reader, sampleId: string | null): SampleFacts | null {
  if (sampleId === null) return null;
  const known = kept.get(sampleId);
  if (known) return known;
  const found = findSample(db, sampleId);
  if (!found) return null;
  const facts: SampleFacts = {
    ...found,
    fields: inferSource(found.rows).map((field) => ({ ...field, values: [...field.values], ambiguity: asAmbiguity(field) })),
  };
  kept.set(sampleId, facts);
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - keptLimit))) kept.delete(oldest);
  return facts;
}

/** Only the paths of a sample's fields: to name what nobody has looked at, nothing else of its rows must be worked out. */
export function samplePaths(db: Reader, sampleId: string | null): { readonly path: string }[] {
  const known = sampleId === null ? undefined : kept.get(sampleId);
  return known ? [...known.fields] : leafPaths(findSample(db, sampleId)?.rows ?? []).map((path) => ({ path }));
}

function asAmbiguity({ ambiguity }: ReturnType<typeof inferSource>[number]): SampleField['ambiguity'] {
  return ambiguity ? { kind: ambiguity.kind, options: ambiguity.options.map((option) => ({ ...option })) } : null;
}
