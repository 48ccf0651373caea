/** How hard a change of a contract hits whoever calls it: what worked stops, may stop, or goes on. */
export type ChangeLevel = 'breaking' | 'risky' | 'safe';

/** One difference between two contracts of an API, as it concerns a caller. */
export interface ContractChange {
  readonly level: ChangeLevel;
  /** Null for what concerns the whole API. */
  readonly method: string | null;
  readonly path: string | null;
  /** "request body", "answer 200", "query parameter": where in the call; empty for the endpoint itself. */
  readonly place: string;
  /** "`channel` is required now". */
  readonly words: string;
}

/** An operation that the newer contract marks deprecated, or dates, and the older did not. */
export interface NewDeprecation {
  readonly method: string;
  readonly path: string;
  /** The document's `x-sunset`, as written. */
  readonly sunset: string | null;
  /** The document's `x-deprecated-at`, as written. */
  readonly deprecatedAt: string | null;
}

export interface Comparison {
  readonly changes: readonly ContractChange[];
  readonly deprecations: readonly NewDeprecation[];
  /** Operations that changed and were too large to be compared in detail. */
  readonly skipped: number;
}
