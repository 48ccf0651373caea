import type { ErrorClass, ProblemEvidence, RateLimitEvidence, RetryAfterEvidence, Verdict } from './evidence.ts';

/** Why a call had no answer, or an answer that could not be used. */
export type CallFailure =
  | 'dns'
  | 'proxy'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'cancelled'
  | 'redirect'
  | 'astray'
  | 'too_large'
  | 'contract'
  | 'unknown';

/** What the verdict rests on; only one of status and failure needs to be known. */
export interface Outcome {
  readonly status?: number | null;
  readonly failure?: CallFailure | null;
  /** True when the body says that the call was throttled, whatever the status. */
  readonly throttled?: boolean;
  readonly limits?: readonly RateLimitEvidence[];
  readonly retryAfter?: RetryAfterEvidence | null;
  readonly problem?: ProblemEvidence | null;
}

const failureVerdicts: Readonly<Record<CallFailure, Verdict>> = {
  dns: verdict('network', 'The name of the host could not be found.'),
  proxy: verdict('network', 'The proxy did not let the call through.'),
  connect: verdict('network', 'No connection could be made to the host.'),
  tls: verdict('network', 'The secure connection could not be set up.'),
  timeout: verdict('network', 'No answer came within the time allowed.'),
  reset: verdict('network', 'The connection broke before the answer was complete.'),
  cancelled: verdict('ours', 'The call was cancelled here.'),
  redirect: verdict('ours', 'The answer led to another address and was not followed.'),
  astray: verdict('theirs', 'The vendor redirected to where no call can follow.'),
  too_large: verdict('ours', 'The answer is larger than the limit set here.'),
  contract: verdict('contract', 'The answer does not match the API’s contract.'),
  unknown: verdict('unknown', 'The call failed and the cause is not known.'),
};

const statusVerdicts: ReadonlyMap<number, Verdict> = new Map([
  [304, verdict('ok', 'Nothing has changed since the last call.')],
  [400, verdict('ours', 'The vendor could not understand our request.')],
  [401, verdict('auth', 'The vendor did not accept our credential.')],
  [402, verdict('ours', 'The vendor wants a payment or another plan.')],
  [403, verdict('auth', 'Our credential may not do this.')],
  [404, verdict('ours', 'The vendor has nothing at this address.')],
  [405, verdict('ours', 'The endpoint does not take this method.')],
  [407, verdict('network', 'The proxy wants a sign-in.')],
  [408, verdict('network', 'The vendor gave up waiting for our request to arrive.')],
  [409, verdict('ours', 'The request conflicts with what the vendor holds.')],
  [410, verdict('contract', 'The endpoint is gone: the vendor has switched it off.')],
  [412, verdict('ours', 'The record has changed at the vendor since we read it.')],
  [413, verdict('ours', 'Our request is larger than the vendor allows.')],
  [415, verdict('ours', 'The vendor does not take this kind of body.')],
  [420, verdict('limit', 'The vendor asks us to slow down.')],
  [422, verdict('ours', 'The vendor understood our request and refused its content.')],
  [426, verdict('contract', 'The vendor wants a newer protocol.')],
  [429, verdict('limit', 'The vendor’s rate limit was reached.')],
  [430, verdict('limit', 'The vendor holds back calls that look like abuse.')],
  [509, verdict('limit', 'The vendor’s bandwidth limit was reached.')],
  [511, verdict('network', 'The network wants a sign-in before it lets calls through.')],
]);

const quotaProblems = /#(?:quota-exceeded|abnormal-usage-detected)$/;

/**
 * Says whose a failure is, from a call's status or failure: first a failure without a usable answer, then limits (also
 * a 403 with nothing left, as GitHub sends), then the status. One class and one sentence.
 */
export function classifyOutcome(outcome: Outcome): Verdict {
  const { status = null, failure = null } = outcome;
  if (failure !== null) return Object.hasOwn(failureVerdicts, failure) ? failureVerdicts[failure] : failureVerdicts.unknown;
  if (status === null || !Number.isInteger(status) || status < 100 || status > 999) {
    return verdict('unknown', 'The call has no status.');
  }
  if (isLimited(status, outcome)) {
    const waitSeconds = Math.ceil((outcome.retryAfter?.delayMs ?? 0) / 1000);
    const wait = waitSeconds > 0 ? ` It asks us to wait ${waitSeconds} s.` : '';
    return verdict('limit', `${statusVerdicts.get(429)?.words ?? ''}${wait}`);
  }
  return statusVerdicts.get(status) ?? byRange(status);
}

function isLimited(status: number, { throttled, limits, retryAfter, problem }: Outcome): boolean {
  if (throttled === true || status === 429) return true;
  if (status < 400) return false;
  if (problem && quotaProblems.test(problem.type)) return true;
  const exhausted = (limits ?? []).some((limit) => limit.remaining !== null && limit.remaining <= 0);
  return status === 403 && (exhausted || (retryAfter ?? null) !== null);
}

function byRange(status: number): Verdict {
  if (status >= 200 && status < 300) return verdict('ok', 'The vendor answered as expected.');
  if (status >= 300 && status < 400) return verdict('unknown', 'The answer leads to another address.');
  if (status >= 400 && status < 500) return verdict('ours', `The vendor refused our request (${status}).`);
  if (status >= 500 && status < 600) return verdict('theirs', `The vendor’s side failed (${status}).`);
  return verdict('unknown', `The status ${status} says nothing we know.`);
}

function verdict(errorClass: ErrorClass, words: string): Verdict {
  return { class: errorClass, words };
}
