/** One line of the report: two things measured side by side in the same run, or one thing beside its aim. */
export interface Finding {
  /** "Cold start to first data". */
  readonly what: string;
  /** Ours, with its unit: "612 ms". */
  readonly ours: string;
  /** What it is held against, measured in the same run; null where there is nothing to compare with. */
  readonly reference: string | null;
  /** Ours divided by the reference. */
  readonly ratio: number | null;
  /** In words: "at most 1.5 times"; null where none was set. */
  readonly aim: string | null;
  readonly holds: boolean | null;
}

export interface MeasureResult {
  readonly findings: readonly Finding[];
  /** One sentence: how it was measured. */
  readonly how: string;
  /** Parts, spreads and reservations, a sentence each. */
  readonly notes: readonly string[];
}

/** What every measure is given. */
export interface Bench {
  /** Few repetitions: for trying out, not for keeping. */
  readonly isQuick: boolean;
  /** The Electron executable, the flags that every window here is started with, and the environment. */
  readonly electron: { readonly path: string; readonly flags: readonly string[]; readonly env: NodeJS.ProcessEnv };
  /** A new empty folder that is gone after the run. */
  makeFolder(name: string): string;
  /** One line about what is going on. */
  say(line: string): void;
}

export interface Measure {
  readonly name: string;
  run(bench: Bench): Promise<MeasureResult>;
}
