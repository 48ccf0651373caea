import type { FaultData } from '../../../shared/contract/errors.ts';
import type { Actor } from '../db/change-log.ts';

/** What a worker thread is given to start with. */
export interface JobOrder {
  readonly kind: string;
  readonly input: unknown;
  readonly folder: string;
  readonly actor: Actor;
  /** How far the core's clock is ahead of the computer's: a thread goes by the core's. */
  readonly aheadMs: number;
}

/** `go` answers `writing`: from here on the core holds back what wants to write. */
export type ToWorker = { readonly kind: 'cancel' } | { readonly kind: 'go' };

export type FromWorker =
  | { readonly kind: 'progress'; readonly fraction: number | null; readonly step: string }
  | { readonly kind: 'changed'; readonly topics: readonly string[] }
  | { readonly kind: 'writing' }
  | { readonly kind: 'written' }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'fault'; readonly fault: FaultData }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string };
