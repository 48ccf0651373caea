import type { ResponseEvidence } from '../../../shared/domain/evidence/evidence.ts';
import type { Exchange, Violation } from '../../../shared/contract/console.ts';
import type { Arrivals } from './arrivals.ts';

export type ExchangeSource = Exchange['source'];

/** What is known before the call leaves: written first, so that no call is ever without a trace. */
export interface ExchangeIntent {
  readonly id: string;
  readonly correlationId: string;
  readonly source: ExchangeSource;
  readonly actor: string;
  readonly apiId: string | null;
  readonly endpointId: string | null;
  readonly environmentId: string | null;
  readonly credentialId: string | null;
  readonly contractId: string | null;
  /** The saved request it was sent from. */
  readonly savedRequestId?: string | null;
  /** Whoever sends it holds the checks of its saved request against the answer himself, and keeps what came out. */
  readonly isJudged?: boolean;
  readonly method: string;
  /** Redacted. */
  readonly url: string;
  readonly host: string;
  readonly startedAt: number;
  /** Redacted. */
  readonly requestHeaders: readonly (readonly [string, string])[];
}

/** The column `outcome`: what the call came to, beyond the columns that are searched. */
export interface ExchangeOutcome {
  readonly timings: Exchange['timings'];
  readonly timingWords: string;
  readonly hops: Exchange['hops'];
  readonly failure: Exchange['failure'];
  /** Of an answer that was cut off. */
  readonly cut?: Exchange['cut'];
  readonly violations: readonly Violation[];
  readonly moreViolations: number;
  readonly verdictReason: string;
  readonly contractVersion: string | null;
  readonly errorWords: string;
  readonly credentialName: string | null;
  /** Its attempts have rows of their own. */
  readonly hasAttempts?: boolean;
  /** Why no further attempt was made, when one might have helped. */
  readonly attemptWords?: string;
  /** When it may be sent again, where the vendor said so. */
  readonly sendAgainAt?: number | null;
  /** The last good answer, shown as stale in place of this one. */
  readonly fallbackId?: string | null;
  /** Of a stream: when its events came. */
  readonly arrivals?: Arrivals;
}

/** One attempt of a send, as it is kept. */
export interface RecordedAttempt {
  /** From 1. */
  readonly number: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: number | null;
  readonly errorClass: string;
  /** The cause of a failure; null with an answer. */
  readonly cause: string | null;
  readonly happened: string;
  readonly timings: Exchange['timings'];
  /** The wait before it. */
  readonly waitMs: number;
  /** Why it waited: "as Retry-After asked". */
  readonly waitWords: string;
  /** Redacted. */
  readonly answerHeaders: readonly (readonly [string, string])[];
}

/** A finished exchange as the engine announces it. */
export interface RecordedExchange extends ExchangeIntent {
  readonly number: number;
  readonly finishedAt: number;
  readonly state: 'answered' | 'failed';
  readonly status: number | null;
  readonly durationMs: number;
  readonly errorClass: string;
  readonly verdict: Exchange['verdict'];
  readonly vendorRequestId: string | null;
  readonly answerHeaders: readonly (readonly [string, string])[];
  readonly outcome: ExchangeOutcome;
  /** Null when no answer came. */
  readonly evidence: ResponseEvidence | null;
}

export interface BodyRow {
  readonly side: 'request' | 'answer';
  readonly byteLength: number;
  readonly sha256: string;
  readonly mediaType: string | null;
  readonly keyId: string;
  readonly sealed: Buffer | null;
  readonly file: string | null;
}
