/** Counts by name, of the names that were counted last: a mock that runs for days gets addresses without end. */
export class NewestCounts {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts once more; how many times by now. */
  count(name: string): number {
    const times = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.delete(name);
    this.#counts.set(name, times);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > this.#most && oldest !== undefined) this.#counts.delete(oldest);
    return times;
  }

  get size(): number {
    return this.#counts.size;
  }
}
