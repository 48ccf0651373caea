import type { MappingRun } from '../../../shared/contract/mappings.ts';
import type { RowError } from '../../../shared/domain/mappings/mapping-spec.ts';

type Counted = MappingRun['errors'][number];

const sampleLimit = 50;

/** Counts what went wrong by field, step and reason; of each kind up to 50 rows are named. */
export class ErrorCounts {
  readonly #kinds = new Map<string, Counted>();

  add(error: RowError, row: number): void {
    const key = `${error.field}\u0000${error.step}\u0000${error.code}\u0000${error.effect}`;
    let kind = this.#kinds.get(key);
    if (!kind)
      this.#kinds.set(
        key,
        (kind = { field: error.field, step: error.step, code: error.code, effect: error.effect, count: 0, samples: [] }),
      );
    kind.count += 1;
    if (kind.samples.length < sampleLimit) kind.samples.push({ row, value: error.value });
  }

  /** Most frequent first. */
  list(): Counted[] {
    return [...this.#kinds.values()].toSorted((a, b) => b.count - a.count);
  }
}
