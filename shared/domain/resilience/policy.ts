import { timeWords } from './time-words.ts';

/** How calls to one API are repeated, limited and given up. Times in milliseconds. */
export interface ResiliencePolicy {
  /** Attempts of one send, the first included. */
  readonly maxAttempts: number;
  /** The first wait is up to this long; it doubles with every attempt. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** PUT and DELETE are idempotent (RFC 9110 section 9.2.2), but not every vendor keeps to it. */
  readonly repeatsPutAndDelete: boolean;
  /** All attempts and the waits between them. */
  readonly totalMs: number;
  /** Failures in a row after which nothing is sent to the host for a while; 0 never stops. */
  readonly breakerFailures: number;
  readonly breakerPauseMs: number;
  /** Calls to one host at the same time. */
  readonly maxConcurrent: number;
  /** Waits where a call would go over a limit. */
  readonly holdsToLimits: boolean;
  /** Sends a slow GET or HEAD a second time and takes the answer that comes first. */
  readonly hedges: boolean;
  /** Shows the last good answer, marked as stale, when a GET has none. */
  readonly fallsBack: boolean;
  readonly fallbackMaxAgeMs: number;
}

/** What holds for an API that nobody set a policy for. */
export const usualPolicy: ResiliencePolicy = {
  maxAttempts: 3,
  baseDelayMs: 500,
  maxDelayMs: 30_000,
  repeatsPutAndDelete: false,
  totalMs: 90_000,
  breakerFailures: 5,
  breakerPauseMs: 30_000,
  maxConcurrent: 6,
  holdsToLimits: true,
  hedges: false,
  fallsBack: false,
  fallbackMaxAgeMs: 24 * 3_600_000,
};

/** What a policy does, one sentence for each part of it, the most used first. */
export function policyWords(policy: ResiliencePolicy): string[] {
  const { maxAttempts, baseDelayMs, maxDelayMs, breakerFailures, breakerPauseMs, maxConcurrent } = policy;
  const longest = Math.min(maxDelayMs, baseDelayMs * 2 ** Math.max(0, maxAttempts - 2));
  const repeated = policy.repeatsPutAndDelete
    ? 'reads, PUT, DELETE and calls with an Idempotency-Key'
    : 'reads and calls with an Idempotency-Key';
  return [
    maxAttempts === 1
      ? 'One attempt; nothing is repeated.'
      : `Up to ${maxAttempts} attempts for ${repeated}, after a random wait of up to ${timeWords(longest)}, or as long as Retry-After asks.`,
    'A POST without an Idempotency-Key is never sent twice.',
    breakerFailures === 0
      ? 'Failures do not stop further calls.'
      : `Stops sending to a host for ${timeWords(breakerPauseMs)} after ${breakerFailures === 1 ? 'one failure' : `${breakerFailures} failures in a row`}; then one call tries it out.`,
    `Gives up ${timeWords(policy.totalMs)} after the first attempt; at most ${maxConcurrent === 1 ? 'one call' : `${maxConcurrent} calls`} to a host at a time.`,
    policy.holdsToLimits
      ? 'Waits before it goes over a limit: calls by hand first, then flows, then monitors.'
      : 'Does not wait for limits: the vendor may refuse calls.',
    ...(policy.hedges ? ['A slow GET is sent a second time; the first answer counts.'] : []),
    ...(policy.fallsBack
      ? [`When a GET has no good answer, the last good one is shown as stale, up to ${timeWords(policy.fallbackMaxAgeMs)} old.`]
      : []),
  ];
}
