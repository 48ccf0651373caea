import { branchCoverage, type Branch } from './branches.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import type { InferredField } from './infer-source.ts';
import type { MappingSpec, SourceRow } from './mapping-spec.ts';
import { readersOfPaths } from './rule-paths.ts';

export interface Part {
  readonly done: number;
  readonly all: number;
}

/** How much of the mapping is settled. Five figures, each with what is behind it. */
export interface Coverage {
  readonly destination: Part & { readonly withoutRule: string[]; readonly requiredWithoutRule: string[] };
  readonly source: Part & { readonly unreviewed: string[]; readonly ignored: number };
  /** Rows of the sample in which every value was mapped. */
  readonly values: Part & { readonly rejected: number; readonly flagged: number };
  readonly branches: Part & { readonly unsampled: Branch[] };
  readonly goldens: Part;
}

/** A source field is settled when a rule reads it, a person ignores it, or a rule reads the record it belongs to. */
export function unreviewedPaths(spec: MappingSpec, sources: readonly Pick<InferredField, 'path'>[]): string[] {
  const read = readersOfPaths(spec);
  return sources.map(({ path }) => path).filter((path) => !read.has(path) && !Object.hasOwn(spec.ignored, path));
}

export function coverageOf(
  spec: MappingSpec,
  compiled: CompiledMapping | null,
  sources: readonly InferredField[],
  rows: readonly SourceRow[],
  goldens: { inputs: readonly SourceRow[]; passed: number },
): Coverage {
  const fields = spec.destination.fields;
  const withoutRule = fields.filter(({ name }) => !Object.hasOwn(spec.rules, name));
  const unreviewed = unreviewedPaths(spec, sources);
  let clean = 0;
  let rejected = 0;
  let flagged = 0;
  if (compiled) {
    for (const row of rows) {
      const mapped = compiled.apply(row);
      if (mapped.isRejected) rejected += 1;
      else if (mapped.errors.length > 0) flagged += 1;
      else clean += 1;
    }
  }
  const branches = compiled ? branchCoverage(compiled.fields, goldens.inputs) : { total: 0, unsampled: [] };
  return {
    destination: {
      done: fields.length - withoutRule.length,
      all: fields.length,
      withoutRule: withoutRule.map(({ name }) => name),
      requiredWithoutRule: withoutRule.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    },
    source: { done: sources.length - unreviewed.length, all: sources.length, unreviewed, ignored: Object.keys(spec.ignored).length },
    values: { done: clean, all: rows.length, rejected, flagged },
    branches: { done: branches.total - branches.unsampled.length, all: branches.total, unsampled: branches.unsampled },
    goldens: { done: goldens.passed, all: goldens.inputs.length },
  };
}
