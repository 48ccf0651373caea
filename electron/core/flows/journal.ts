import type { EvidenceWriter } from '../db/evidence-writer.ts';
import type { RowWrite } from '../db/row-write.ts';
import type { Writer } from '../db/sqlite.ts';

/**
 * Writes what a run does. A call stands in it before it leaves: it is held on the disk together with the exchange's own intent, and again
 * when its answer was read. What waits at a crash is no loss: a call that did not leave is made anew, and the outcome of one that did is
 * found by its correlation id.
 */
export class Journal {
  readonly #evidence: EvidenceWriter;
  #announcedAt = 0;

  constructor(evidence: EvidenceWriter) {
    this.#evidence = evidence;
  }

  /** Written with the next intent, and before long without one. */
  later(row: RowWrite): void {
    this.#evidence.later(row);
  }

  /** The same, and it outlives this program from now on, with all that waits. */
  hold(row: RowWrite): void {
    this.#evidence.hold(row);
  }

  /** The same, as soon as this turn of the program is over: for a call that can be made again. */
  holdSoon(row: RowWrite): void {
    this.#evidence.holdSoon(row);
  }

  /** Written at once, with all that waits. */
  now(work?: (db: Writer) => void): void {
    if (work) this.#evidence.write(this.#topics(false), work);
    else this.#evidence.flush();
  }

  /** Everything is written, and everybody who looks is told. */
  end(): void {
    this.#evidence.write(this.#topics(true), () => undefined);
  }

  /** Often enough to be seen moving, and no oftener. */
  #topics(isLast: boolean): readonly string[] {
    const now = performance.now();
    if (!isLast && now - this.#announcedAt < 400) return [];
    this.#announcedAt = now;
    return isLast ? ['flows', 'today'] : ['flows'];
  }
}
