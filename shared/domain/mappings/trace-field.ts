import type { CompiledField } from './compile-mapping.ts';
import type { SourceRow } from './mapping-spec.ts';
import { Refusal, sanitised } from './refusal.ts';

export interface TracedStep {
  /** The value after the step, as text. */
  readonly value: string;
  /** Why the step could not go on. */
  readonly refused: string | null;
}

export interface FieldTrace {
  /** What the steps began with. */
  readonly start: string;
  /** Up to and with the first refusal. */
  readonly steps: readonly TracedStep[];
}

/** The value of one field after each of its steps, for one row. */
export function traceField({ read, steps }: CompiledField, row: SourceRow): FieldTrace {
  let value = read(row);
  const start = sanitised(value);
  const traced: TracedStep[] = [];
  for (const run of steps) {
    value = run(value, row);
    if (value instanceof Refusal) {
      traced.push({ value: sanitised(value.value), refused: value.code });
      break;
    }
    traced.push({ value: sanitised(value), refused: null });
  }
  return { start, steps: traced };
}
