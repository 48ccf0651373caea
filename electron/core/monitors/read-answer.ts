import type { Exchange } from '../../../shared/contract/console.ts';
import type { Assertion } from '../../../shared/contract/monitors.ts';
import { checkAssertions, type Answer, type AssertionResult } from '../../../shared/domain/monitors/assertions.ts';
import type { AnswerFacts } from '../../../shared/domain/monitors/classify.ts';

const failures: Readonly<Record<string, NonNullable<AnswerFacts['failure']>>> = {
  name_not_found: 'dns',
  dns_unreachable: 'dns',
  refused: 'connect',
  unreachable: 'connect',
  reset: 'connect',
  not_http: 'connect',
  connect_timeout: 'timeout',
  total_timeout: 'timeout',
  answer_timeout: 'timeout',
  proxy_refused: 'proxy',
  proxy_auth_required: 'proxy',
  proxy_unsupported: 'proxy',
  tls_untrusted: 'tls',
  tls_self_signed: 'tls',
  tls_hostname: 'tls',
  tls_expired: 'tls',
  tls_protocol: 'tls',
};

/** What assertions are held against; of a large body only what is shown of it. */
export const assertedOf = (exchange: Exchange): Answer => ({
  status: exchange.status ?? 0,
  totalMs: exchange.durationMs ?? 0,
  bodyText: exchange.answerBody?.text ?? null,
  verdict: exchange.verdict,
});

/**
 * What an attempt came to, held against the monitor's assertions. `expectsJson`: such answers were JSON before; `judged`: what its assertions
 * came to where all of a large body was read.
 */
export function readAnswer(
  exchange: Exchange,
  assertions: readonly Assertion[],
  expectsJson: boolean,
  judged: AssertionResult | null = null,
): AnswerFacts {
  const { failure, status } = exchange;
  if (failure !== null || status === null) {
    return {
      status,
      failure: failures[failure?.cause ?? ''] ?? 'other',
      isThrottled: false,
      isLoginPage: failure?.cause === 'redirect_needs_confirmation' || failure?.cause === 'redirect_loop',
      isUnknownIssuer: failure?.cause === 'tls_untrusted' || failure?.cause === 'tls_self_signed',
      broken: failure?.happened ?? 'no answer came',
      isSlow: false,
    };
  }
  const isHtml = /html/i.test(exchange.answerBody?.mediaType ?? '');
  const hasMovedHost = exchange.hops
    .flatMap(({ url, to = url }) => [url, to])
    .some((url) => URL.canParse(url) && new URL(url).host !== exchange.host);
  const isLoginPage = status < 400 && isHtml && (expectsJson || hasMovedHost);
  const { broken, isSlow } = judged ?? checkAssertions(assertions, assertedOf(exchange));
  const isThrottled = exchange.errorClass === 'limit';
  return {
    status,
    failure: null,
    isThrottled,
    isLoginPage,
    isUnknownIssuer: false,
    broken: broken ?? (isLoginPage ? 'a web page came where data was expected' : isThrottled ? 'the call was throttled' : null),
    isSlow,
  };
}
