import type { EvidenceWriter } from '../db/evidence-writer.ts';
import type { Writer } from '../db/sqlite.ts';

/**
 * Writes what a run does. A call stands in it before it leaves: it is written together with the exchange's own intent, which takes along
 * the outcomes that wait, so that a call costs one transaction and not three. What waits at a crash is no loss: a call that did not leave
 * is made anew, and the outcome of one that did is found by its correlation id.
 */
export class Journal {
  readonly #evidence: EvidenceWriter;
  #announcedAt = 0;

  constructor(evidence: EvidenceWriter) {
    this.#evidence = evidence;
  }

  /** Written with the next intent, and before long without one. */
  later(work: (db: Writer) => void): void {
    this.#evidence.later(work);
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
