import { isFault } from '../../../shared/contract/errors.ts';
import { ConnectError } from './connect-progress.ts';
import { UndecodableBody } from './decode-body.ts';
import { causeOfExchangeError, codeOf, isInterim } from './error-causes.ts';
import { BodyCut, HeadersTooLarge } from './exchange.ts';
import { describeFailure, type FailureScene } from './failures.ts';
import type { FailureCause, FailurePhase, HttpFailure, HttpLimits, SendPhase } from './http-types.ts';
import { BodyTooLarge } from './receive-body.ts';
import { Stopped } from './stopper.ts';

/** The engine itself ends the send: an address or a redirect that it does not go to. */
export class Refused extends Error {
  readonly phase: FailurePhase;
  readonly failureCause: FailureCause;
  readonly more: Pick<FailureScene, 'target' | 'amount' | 'code'>;
  constructor(phase: FailurePhase, failureCause: FailureCause, more: Pick<FailureScene, 'target' | 'amount' | 'code'> = {}) {
    super(failureCause);
    this.phase = phase;
    this.failureCause = failureCause;
    this.more = more;
  }
}

export interface FailedAt {
  readonly phase: SendPhase;
  readonly url: string;
  readonly limits: HttpLimits;
  readonly mayHaveReachedServer: boolean;
  /** `Content-Encoding` of the answer, when there is one. */
  readonly coding: string | undefined;
}

/** Puts a name and words to what ended a send, or returns null for an error that is none of the network's: a bug. */
export function explainFailure(error: unknown, at: FailedAt): HttpFailure | null {
  const { limits, mayHaveReachedServer } = at;
  const phase: FailurePhase = at.phase === 'queue' ? 'connect' : at.phase;
  const scene: FailureScene = { phase, host: hostIn(at.url), mayHaveReachedServer, code: codeOf(error) };
  if (error instanceof Refused) return describeFailure(error.failureCause, { ...scene, phase: error.phase, ...error.more });
  if (error instanceof ConnectError) {
    const { code, issuer, target, amount } = error;
    return describeFailure(error.failureCause, { ...scene, phase: error.phase, code, issuer, target, amount });
  }
  if (error instanceof Stopped) {
    const cause = error.reason === 'cancelled' ? 'cancelled' : timeoutIn(at.phase);
    return describeFailure(cause, { ...scene, amount: limits.totalMs });
  }
  if (error instanceof BodyTooLarge) return describeFailure('body_too_large', { ...scene, phase: 'limit', amount: limits.maxBodyBytes });
  if (error instanceof HeadersTooLarge) return headersTooLarge(scene, limits);
  if (error instanceof BodyCut) return describeFailure('body_truncated', scene);
  if (error instanceof UndecodableBody) return describeFailure('bad_encoding', { ...scene, target: at.coding });
  // A file that was changed while it was sent: the words are those of whoever read it.
  if (isFault(error)) {
    const { happened, remedy } = error.data;
    return { phase: 'send', cause: 'unknown', happened, remedy, code: null, mayHaveReachedServer };
  }
  if (scene.code === null) return null;
  const cause = causeOfExchangeError(error, phase === 'download' || phase === 'send' ? phase : 'wait');
  if (isInterim(error)) return describeFailure('not_http', { ...scene, code: 'INTERIM' });
  return cause === 'headers_too_large' ? headersTooLarge(scene, limits) : describeFailure(cause, scene);
}

function headersTooLarge(scene: FailureScene, limits: HttpLimits): HttpFailure {
  return describeFailure('headers_too_large', { ...scene, phase: 'limit', amount: limits.maxHeaderBytes });
}

/** Which limit was passed, in the words of what was waited for. */
function timeoutIn(phase: SendPhase): FailureCause {
  if (phase === 'wait') return 'answer_timeout';
  return phase === 'dns' || phase === 'connect' || phase === 'proxy' || phase === 'tls' ? 'connect_timeout' : 'total_timeout';
}

function hostIn(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the server';
}
