import type { Exchange, Timings } from '../../../shared/contract/console.ts';
import { classifyOutcome, type CallFailure } from '../../../shared/domain/evidence/error-class.ts';
import type { ErrorClass, ResponseEvidence } from '../../../shared/domain/evidence/evidence.ts';
import { readEvidence } from '../../../shared/domain/evidence/read-evidence.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { CutAnswer, FailureCause, HeaderList, Hop, HttpOutcome, PhaseTimings } from '../http/http-types.ts';
import { explainTimings } from '../http/waterfall.ts';
import type { ContractVerdict } from '../openapi/verdict.ts';
import type { ExchangeOutcome } from './recorded-exchange.ts';

/** What the engine's outcome says, redacted and in the shapes that are stored. */
export interface ReadOutcome {
  readonly state: 'answered' | 'failed';
  readonly status: number | null;
  readonly errorClass: ErrorClass;
  readonly vendorRequestId: string | null;
  readonly answerHeaders: [string, string][];
  readonly evidence: ResponseEvidence | null;
  readonly outcome: ExchangeOutcome;
}

export interface OutcomeContext {
  readonly redactor: Redactor;
  readonly receivedAt: number;
  readonly contractVersion: string | null;
  readonly credentialName: string | null;
  readonly bodyJson: unknown;
  readonly verdict: ContractVerdict;
}

export function readOutcome(http: HttpOutcome, context: OutcomeContext): ReadOutcome {
  const { redactor, verdict } = context;
  const shared = {
    timings: timingsOf(http.timings),
    timingWords: explainTimings(http.timings),
    hops: http.hops.filter(redirects(http.kind === 'answer')).map((hop) => ({
      method: hop.method,
      url: redactor.url(hop.url),
      status: hop.status ?? 0,
      ...(hop.location === null ? {} : { to: redactor.url(URL.parse(hop.location, hop.url)?.href ?? hop.location) }),
      droppedHeaders: [...hop.droppedHeaders],
      notes: hop.notes.map((note) => redactor.text(note)),
    })),
    violations: verdict.violations.map((violation) => ({
      where: violation.where,
      pointer: redactor.text(violation.instancePath),
      line: violation.line,
      message: redactor.text(violation.message),
    })),
    moreViolations: verdict.moreViolations,
    verdictReason: verdict.reason ?? '',
    contractVersion: context.contractVersion,
    credentialName: context.credentialName,
  };
  if (http.kind === 'failure') {
    const verdict = classifyOutcome({ failure: failureKinds[http.failure.cause] });
    const { cut } = http;
    // Its status counts for nothing: it is no whole answer. What its headers say counts.
    const said = cut ? saidBy(cut.status, cut.url, cut.headers, undefined, context) : nothingSaid;
    return {
      ...said,
      state: 'failed',
      status: null,
      errorClass: verdict.class,
      evidence: said.evidence && { ...said.evidence, verdict },
      outcome: {
        ...shared,
        failure: failureOf(http.failure, redactor),
        ...(cut ? { cut: cutOf(cut) } : {}),
        errorWords: verdict.words,
      },
    };
  }
  const { status, finalUrl, headers } = http.answer;
  const { evidence, ...said } = saidBy(status, finalUrl, headers, context.bodyJson, context);
  return {
    ...said,
    state: 'answered',
    status,
    errorClass: evidence.verdict.class,
    evidence,
    // The body was read as it came.
    outcome: { ...shared, failure: null, errorWords: redactor.text(evidence.verdict.words) },
  };
}

const nothingSaid = { vendorRequestId: null, answerHeaders: [], evidence: null };

/** What the headers of an answer say, and its body where it is whole. */
function saidBy(status: number, url: string, headers: HeaderList, body: unknown, { redactor, receivedAt }: OutcomeContext) {
  const answerHeaders = redactor.headers(headers).map(([name, value]): [string, string] => [name, value]);
  const evidence = readEvidence({ status, url: redactor.url(url), headers: answerHeaders, body, receivedAt });
  const { requestId } = evidence.ids;
  return { vendorRequestId: requestId === null ? null : redactor.text(requestId.value), answerHeaders, evidence };
}

const cutOf = ({ status, wireBytes, announcedBytes, body }: CutAnswer): NonNullable<Exchange['cut']> => ({
  status,
  receivedBytes: wireBytes,
  announcedBytes,
  isAllKept: body.preview.length === body.byteLength,
});

/** Which hops led on: all but the last, and that too when it led where no call goes. */
const redirects =
  (isAnswered: boolean) =>
  ({ location }: Hop, at: number, all: readonly Hop[]): boolean =>
    at < all.length - 1 || (!isAnswered && location !== null);

function failureOf(failure: NonNullable<Exchange['failure']>, redactor: Redactor): NonNullable<Exchange['failure']> {
  return {
    phase: failure.phase,
    cause: failure.cause,
    happened: cut(redactor.text(failure.happened)),
    remedy: redactor.text(failure.remedy),
    ...(failure.target === undefined ? {} : { target: failure.target }),
  };
}

/** Long after a vendor's address, and only once no secret is in it that could be cut in halves. */
const cut = (text: string): string => (text.length > longestWords ? `${text.slice(0, longestWords)}…` : text);
const longestWords = 1_000;

function timingsOf(timings: PhaseTimings): Timings {
  return {
    queueMs: toMicros(timings.queueMs),
    dnsMs: toMicros(timings.dnsMs),
    tcpMs: toMicros(timings.tcpMs),
    ...(timings.proxyMs === null ? {} : { proxyMs: toMicros(timings.proxyMs) }),
    tlsMs: toMicros(timings.tlsMs),
    waitMs: toMicros(timings.waitMs),
    downloadMs: toMicros(timings.downloadMs),
    totalMs: toMicros(timings.totalMs),
    isReused: timings.reusedConnection,
    remoteAddress: timings.remoteAddress,
    ...(timings.proxy ? { proxy: timings.proxy } : {}),
    httpVersion: timings.httpVersion,
  };
}

/** The clock tells no more than microseconds; a fraction of one is a dozen digits of nothing. */
const toMicros = <T extends number | null>(ms: T): T => (ms === null ? ms : Math.round(ms * 1000) / 1000) as T;

const failureKinds: Readonly<Record<FailureCause, CallFailure>> = {
  invalid_url: 'unknown',
  unsupported_scheme: 'unknown',
  name_not_found: 'dns',
  dns_unreachable: 'dns',
  refused: 'connect',
  unreachable: 'connect',
  connect_timeout: 'connect',
  proxy_refused: 'proxy',
  proxy_auth_required: 'proxy',
  proxy_unsupported: 'proxy',
  pac_failed: 'proxy',
  tls_untrusted: 'tls',
  tls_self_signed: 'tls',
  tls_hostname: 'tls',
  tls_expired: 'tls',
  tls_protocol: 'tls',
  client_certificate: 'tls',
  reset: 'reset',
  total_timeout: 'timeout',
  answer_timeout: 'timeout',
  not_http: 'connect',
  headers_too_large: 'too_large',
  body_too_large: 'too_large',
  body_truncated: 'reset',
  bad_framing: 'reset',
  bad_encoding: 'reset',
  redirect_loop: 'astray',
  too_many_redirects: 'astray',
  redirect_scheme: 'astray',
  redirect_needs_confirmation: 'redirect',
  cancelled: 'cancelled',
  unknown: 'unknown',
};
