import { z } from 'zod';
import type { CompiledMapping } from './compile-mapping.ts';
import type { MappedRow, MappingSpec, SourceRow } from './mapping-spec.ts';
import { sanitised } from './refusal.ts';

export const goldenExpectation = z.object({
  outcome: z.enum(['written', 'rejected', 'held']),
  /** Only of a written row; fields it does not name are not compared. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type GoldenExpectation = z.infer<typeof goldenExpectation>;

/** An input row with the output that a person agreed to. */
export interface GoldenSample {
  readonly id: string;
  readonly number: number;
  readonly input: SourceRow;
  readonly expected: GoldenExpectation;
}

export interface GoldenFailure {
  readonly field: string | null;
  /** The step that is at fault, as far as it can be told. */
  readonly step: number | null;
  readonly code: string;
  readonly expected: string;
  readonly got: string;
}

export const outcomeOf = (mapped: MappedRow): GoldenExpectation['outcome'] =>
  mapped.isHeld ? 'held' : mapped.isRejected ? 'rejected' : 'written';

/** What a sample would have to give for the mapping as it is now. */
export function expectationOf(mapping: CompiledMapping, input: SourceRow): GoldenExpectation {
  const mapped = mapping.apply(input);
  return { outcome: outcomeOf(mapped), values: mapped.isRejected ? {} : mapped.values };
}

/** Every way in which a sample does not give what it must; empty when it passes. `agreed` is the revision in use: it tells which step changed. */
export function testGolden(mapping: CompiledMapping, golden: GoldenSample, spec: MappingSpec, agreed: MappingSpec | null): GoldenFailure[] {
  const mapped = mapping.apply(golden.input);
  const outcome = outcomeOf(mapped);
  if (outcome !== golden.expected.outcome) {
    const error = mapped.errors.find(({ effect }) => effect === 'rejected' || effect === 'held');
    return [
      {
        field: error?.field ?? null,
        step: error?.step ?? null,
        code: error?.code ?? 'outcome',
        expected: golden.expected.outcome,
        got: outcome,
      },
    ];
  }
  return Object.entries(golden.expected.values).flatMap(([field, expected]): GoldenFailure[] => {
    const got = mapped.values[field] ?? null;
    if (got === expected || !spec.destination.fields.some(({ name }) => name === field)) return [];
    const error = mapped.errors.find((candidate) => candidate.field === field);
    return [
      {
        field,
        step: error ? error.step : suspectStep(spec, agreed, field),
        code: error?.code ?? 'differs',
        expected: sanitised(expected),
        got: sanitised(got),
      },
    ];
  });
}

/** The first step that differs from the revision in use; else the step that reckons; else the last. */
function suspectStep(spec: MappingSpec, agreed: MappingSpec | null, field: string): number | null {
  const steps = spec.rules[field]?.steps ?? [];
  const before = agreed?.rules[field]?.steps;
  if (before) {
    const changed = steps.findIndex((step, index) => JSON.stringify(step) !== JSON.stringify(before[index]));
    if (changed >= 0) return changed;
  }
  const reckons = steps.findIndex(({ do: kind }) => kind === 'decimal_to_minor' || kind === 'parse_date' || kind === 'enum_map');
  return reckons >= 0 ? reckons : steps.length > 0 ? steps.length - 1 : null;
}
