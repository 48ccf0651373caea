import type { EvidenceWriter } from '../db/evidence-writer.ts';
import type { Writer } from '../db/sqlite.ts';

/**
 * Writes what a run does. An intent is written at once and takes along the outcomes that wait, so that a call costs one transaction here
 * and not three. What waits at a crash is no loss: the exchange holds it, and is found by the call's correlation id.
 */
export class Journal {
  readonly #evidence: EvidenceWriter;
  #waiting: ((db: Writer) => void)[] = [];
  #announcedAt = 0;

  constructor(evidence: EvidenceWriter) {
    this.#evidence = evidence;
  }

  later(work: (db: Writer) => void): void {
    this.#waiting.push(work);
  }

  now(work?: (db: Writer) => void): void {
    const all = this.#waiting;
    this.#waiting = [];
    if (work) all.push(work);
    if (all.length === 0) return;
    this.#evidence.write(this.#topics(false), (db) => all.forEach((one) => one(db)));
  }

  /** Everything is written, and everybody who looks is told. */
  end(): void {
    const all = this.#waiting;
    this.#waiting = [];
    this.#evidence.write(this.#topics(true), (db) => all.forEach((one) => one(db)));
  }

  /** Often enough to be seen moving, and no oftener. */
  #topics(isLast: boolean): readonly string[] {
    const now = performance.now();
    if (!isLast && now - this.#announcedAt < 400) return [];
    this.#announcedAt = now;
    return isLast ? ['flows', 'today'] : ['flows'];
  }
}
