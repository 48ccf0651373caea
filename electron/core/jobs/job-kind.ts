import type { Actor } from '../db/change-log.ts';
import type { Clock } from '../db/commands.ts';

/** What a job may use on its worker thread. */
export interface JobContext {
  /** The open workspace's folder; the job opens its own connection. */
  readonly folder: string;
  readonly actor: Actor;
  readonly clock: Clock;
  /** Aborted when a person cancels; the job then throws or returns soon. */
  readonly signal: AbortSignal;
  /** `fraction` from 0 to 1, or null when it cannot be known. */
  readonly progress: (fraction: number | null, step: string) => void;
  /** Runs a long write while the core writes nothing: what wants to write waits its turn, and reading goes on. */
  readonly alone: <T>(work: () => T) => Promise<T>;
  /** Names the topics that a commit of this job changed. */
  readonly changed: (topics: readonly string[]) => void;
}

/** One kind of long work. Input and result cross threads: plain data and byte arrays only. */
export interface JobKind<Input, Result> {
  readonly run: (input: Input, context: JobContext) => Promise<Result> | Result;
}

export const defineJob = <Input, Result>(run: JobKind<Input, Result>['run']): JobKind<Input, Result> => ({ run });
