import type { CheckResult } from '../../contract/monitors.ts';

/** What is known about a check when its result is judged (reference §7a). */
export interface CheckFacts {
  /** Null: no check was made because agreed maintenance was on. */
  readonly answer: AnswerFacts;
  readonly elapsedMs: number;
  readonly timeoutMs: number;
  /** A span in which nobody looked, or a clock that was set, within the check. */
  readonly overlaps: 'unobserved' | 'clock_jump' | null;
  readonly isSettling: boolean;
  readonly isMaintenance: boolean;
  /** Other monitored vendors' hosts, asked after a failure. Null: not asked, or there are none. */
  readonly controls: {
    readonly asked: number;
    readonly passed: number;
    readonly sawLoginPage: boolean;
    readonly sawSameIssuer: boolean;
  } | null;
  /** Distinct hosts that failed within 90 s, of those that were checked. */
  readonly together: { readonly failed: number; readonly checked: number };
  readonly wasEditedSinceLastPass: boolean;
  /** The credential is past its expiry, or passed elsewhere lately. */
  readonly isCredentialSuspect: boolean;
  /** Largest known use of a limit of this API, 0 to 1; null when none is known. */
  readonly limitUsed: number | null;
}

/** The last attempt, after all retries. */
export interface AnswerFacts {
  readonly status: number | null;
  /** Why no answer came. */
  readonly failure: 'timeout' | 'dns' | 'connect' | 'tls' | 'proxy' | 'other' | null;
  readonly isThrottled: boolean;
  /** HTML or a redirect where another type was expected. */
  readonly isLoginPage: boolean;
  readonly isUnknownIssuer: boolean;
  /** The first assertion that does not hold. */
  readonly broken: string | null;
  /** All holds, but it was slower than the latency assertion allows. */
  readonly isSlow: boolean;
}

export type Classification = Pick<CheckResult, 'outcome' | 'attribution' | 'reason'>;

const offlineShare = 0.5;
const fewestTogether = 4;

const is = (
  outcome: Classification['outcome'],
  attribution: Classification['attribution'],
  reason: Classification['reason'],
): Classification => ({ outcome, attribution, reason });

/** Says what a check came to, whose it is and why. The first rule that fits wins, in the order of reference §7a. */
export function classify(facts: CheckFacts): Classification {
  const { answer, controls, together } = facts;
  if (facts.overlaps === 'clock_jump') return is('inconclusive', 'observer', 'clock_jump');
  if (facts.overlaps !== null || facts.elapsedMs > facts.timeoutMs + 30_000) return is('inconclusive', 'observer', 'suspended_mid_check');
  const failed = answer.failure !== null || answer.broken !== null;
  if (facts.isMaintenance && failed) return is('skipped', 'vendor', 'maintenance');
  if (!failed) return facts.isSettling ? is('inconclusive', 'observer', 'settling') : is(answer.isSlow ? 'degraded' : 'pass', null, '');
  if (facts.isSettling) return is('inconclusive', 'observer', 'settling');
  const isAlone = controls !== null && controls.asked >= 1 && controls.passed === 0;
  const failedTogether = together.checked >= fewestTogether && together.failed / together.checked >= offlineShare;
  // Only what did not reach the vendor can be this computer's line: a 500 is an answer.
  if (answer.failure !== null && (isAlone || failedTogether)) return is('inconclusive', 'observer', 'observer_offline');
  if (answer.status === 407 || answer.failure === 'proxy') return is('inconclusive', 'network', 'proxy');
  if (answer.isLoginPage && controls?.sawLoginPage) return is('inconclusive', 'network', 'captive_portal');
  if (answer.isUnknownIssuer && controls?.sawSameIssuer) return is('inconclusive', 'network', 'tls');
  if (answer.failure !== null && controls !== null && controls.asked >= 3 && controls.passed === 1)
    return is('inconclusive', 'network', reasonOf(answer));
  if ((answer.status === 401 || answer.status === 403) && facts.isCredentialSuspect) return is('fail', 'ours', 'auth');
  if ((answer.status === 400 || answer.status === 422) && facts.wasEditedSinceLastPass) return is('fail', 'ours', 'our_bug');
  if (answer.status === 429 || answer.isThrottled) return is('fail', (facts.limitUsed ?? 0) >= 0.9 ? 'ours' : 'vendor', 'throttled');
  const reason = reasonOf(answer);
  if (answer.status === 401 || answer.status === 403) return is('fail', 'unknown', 'auth');
  const isVendors = answer.failure !== null ? answer.failure !== 'other' : (answer.status ?? 0) >= 500 || answer.broken !== null;
  const hasControls = controls !== null && controls.asked > 0 && controls.passed / controls.asked >= 2 / 3;
  // An answer came from the vendor's host: no control is needed to know that the line stood.
  return is('fail', isVendors && (hasControls || answer.failure === null) ? 'vendor' : 'unknown', reason);
}

function reasonOf({ failure, status }: AnswerFacts): Classification['reason'] {
  if (failure === 'timeout' || failure === 'dns' || failure === 'connect' || failure === 'tls' || failure === 'proxy') return failure;
  if (failure === 'other') return 'connect';
  return status !== null && status >= 400 ? 'http_status' : 'assertion';
}
