import { safeMethods } from '../console/method-override.ts';
import { fullJitter } from './full-jitter.ts';
import { mayRepeat, type RepeatedCall } from './may-repeat.ts';
import type { ResiliencePolicy } from './policy.ts';
import { timeWords } from './time-words.ts';

/** How an attempt ended, as far as it matters for another one. */
export type AttemptEnd =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The vendor's limit was reached, whatever the status says. */
      readonly isLimited: boolean;
      /** What `Retry-After` asks for, from when the answer came. */
      readonly retryAfterMs: number | null;
      /** When a limit that is used up is free again, from when the answer came. */
      readonly limitFreeMs: number | null;
    }
  | { readonly kind: 'failure'; readonly cause: string; readonly mayHaveReachedServer: boolean };

export interface EndedAttempt extends RepeatedCall {
  /** From 1. */
  readonly number: number;
  readonly end: AttemptEnd;
  /** Since the first attempt left. */
  readonly elapsedMs: number;
}

export type RetryRules = Pick<ResiliencePolicy, 'maxAttempts' | 'baseDelayMs' | 'maxDelayMs' | 'repeatsPutAndDelete' | 'totalMs'>;

export type RetryDecision =
  /** Nothing that another attempt would mend. */
  | { readonly kind: 'done' }
  /** Another attempt might mend it and is not made; `againInMs` says when it may be sent again, if that is known. */
  | { readonly kind: 'stop'; readonly words: string; readonly againInMs: number | null }
  /** `words` follow "waited 1 s, ". */
  | { readonly kind: 'again'; readonly afterMs: number; readonly words: string };

// RFC 9110 section 15.6, RFC 6585, RFC 8470: what may pass by itself.
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);
const passingCauses = new Set([
  'dns_unreachable',
  'refused',
  'unreachable',
  'connect_timeout',
  'reset',
  'answer_timeout',
  'total_timeout',
  'body_truncated',
]);

/** Says whether an attempt is followed by another, after how long and why. `random` is in [0, 1). */
export function decideRetry(attempt: EndedAttempt, rules: RetryRules, random: number): RetryDecision {
  const { number, end } = attempt;
  if (!isPassing(end)) return { kind: 'done' };
  const asked = askedWait(end);
  const stop = (words: string): RetryDecision => ({ kind: 'stop', words, againInMs: asked?.ms ?? null });
  // What surely never reached the server may be sent again, whatever it would have done there.
  const isUnsent = end.kind === 'failure' && !end.mayHaveReachedServer;
  if (!isUnsent && !mayRepeat(attempt, rules.repeatsPutAndDelete)) {
    const call = safeMethods.has(attempt.method) ? `a ${attempt.method} that changes something` : attempt.method;
    return stop(`Not repeated: ${call} without an Idempotency-Key could take effect twice.`);
  }
  if (number >= rules.maxAttempts) return stop(number === 1 ? '' : `Given up after ${number} attempts.`);
  const afterMs = asked?.ms ?? fullJitter(number, rules.baseDelayMs, rules.maxDelayMs, random);
  if (attempt.elapsedMs + afterMs >= rules.totalMs) {
    return stop(
      asked
        ? `Not repeated: ${asked.words} ${timeWords(asked.ms)}, and a send ends after ${timeWords(rules.totalMs)}.`
        : `Given up: a send ends after ${timeWords(rules.totalMs)}.`,
    );
  }
  if (asked) return { kind: 'again', afterMs, words: asked.because };
  return { kind: 'again', afterMs, words: end.kind === 'answer' ? `after ${end.status}` : 'after a failure of the network' };
}

const isPassing = (end: AttemptEnd): boolean =>
  end.kind === 'answer' ? end.isLimited || passing.has(end.status) : passingCauses.has(end.cause);

function askedWait(end: AttemptEnd): { readonly ms: number; readonly words: string; readonly because: string } | null {
  if (end.kind === 'failure') return null;
  if (end.retryAfterMs !== null) return { ms: end.retryAfterMs, words: 'the vendor asks us to wait', because: 'as Retry-After asked' };
  if (!end.isLimited || end.limitFreeMs === null) return null;
  return { ms: end.limitFreeMs, words: 'the limit is free again in', because: 'until the limit is free again' };
}
