import type { Engine } from '../engine.ts';

/** Bodies that are kept counted, the last ones that were looked at. */
const mostKept = 16;

/** What is known of large bodies while and after they are counted, in each workspace that is open. */
export class KeptCounts<T extends { readonly fault: unknown }> {
  readonly #kept = new WeakMap<Engine, Map<string, T>>();

  /** What is known under a key, or what `begin` begins. A fault of the counting is thrown once; then it is begun anew. */
  of(engine: Engine, key: string, begin: () => T): T {
    const kept = this.#kept.get(engine) ?? new Map<string, T>();
    this.#kept.set(engine, kept);
    const one = kept.get(key) ?? begin();
    // The newest stands last.
    kept.delete(key);
    kept.set(key, one);
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    if (one.fault === null) return one;
    kept.delete(key);
    throw one.fault;
  }
}
