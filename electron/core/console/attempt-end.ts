import type { AttemptEnd } from '../../../shared/domain/resilience/decide-retry.ts';
import type { HttpOutcome } from '../http/http-types.ts';
import type { Attempt } from './send-attempt.ts';

/** How an attempt ended, for whoever decides on another one. */
export function endOf({ http, recorded }: Pick<Attempt, 'http' | 'recorded'>): AttemptEnd {
  if (http.kind === 'failure') {
    const { cause, phase, mayHaveReachedServer } = http.failure;
    // A body that drips until the time is over would drip again: that is no passing failure.
    const isDrip = cause === 'total_timeout' && phase === 'download';
    return { kind: 'failure', cause: isDrip ? 'slow_answer' : cause, mayHaveReachedServer };
  }
  const { evidence, errorClass } = recorded;
  const resets = (evidence?.rateLimits.limits ?? [])
    .filter(({ remaining, resetAtMs }) => remaining !== null && remaining <= 0 && resetAtMs !== null)
    .map(({ resetAtMs }) => Math.max(0, (resetAtMs ?? 0) - recorded.finishedAt));
  return {
    kind: 'answer',
    status: http.answer.status,
    isLimited: errorClass === 'limit',
    retryAfterMs: evidence?.retryAfter?.delayMs ?? null,
    limitFreeMs: resets.length === 0 ? null : Math.max(...resets),
  };
}

/** Turned away for now: what Retry-After says then holds for every call. */
export const isRefusal = ({ recorded }: Pick<Attempt, 'recorded'>): boolean => recorded.errorClass === 'limit' || recorded.status === 503;

const failed = new Set([500, 502, 503, 504]);
const hostCauses = new Set([
  'name_not_found',
  'dns_unreachable',
  'refused',
  'unreachable',
  'connect_timeout',
  'reset',
  'answer_timeout',
  'total_timeout',
  'body_truncated',
]);

/** Whether a host failed; null when the end says nothing of it (it was cancelled here, or the trust is missing). */
export function isHostFailure(http: HttpOutcome): boolean | null {
  if (http.kind === 'answer') return failed.has(http.answer.status);
  return hostCauses.has(http.failure.cause) ? true : null;
}
