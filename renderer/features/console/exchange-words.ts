import type { Exchange, ExchangeRow } from '../../../shared/contract/console.ts';
import { formatCount, formatMs } from '../../ui/format.ts';
import type { StandingState } from '../../ui/mark.tsx';

export interface Outcome {
  readonly state: StandingState;
  readonly words: string;
}

/** "in 1 place", "in 2 places". */
function places(amount: number): string {
  return amount === 1 ? 'in 1 place' : `in ${formatCount(amount)} places`;
}

/** How an exchange ended, for a mark and one word beside it. */
export function outcome(row: Pick<ExchangeRow, 'state' | 'status' | 'verdict'> & Partial<Pick<ExchangeRow, 'cutStatus'>>): Outcome {
  if (row.state === 'unknown') return { state: 'soon', words: 'unknown' };
  if (row.state === 'sent') return { state: 'no data', words: 'on its way' };
  if (row.state === 'failed' && row.cutStatus != null) return { state: 'broken', words: `${row.cutStatus} cut` };
  if (row.state === 'failed' || row.status === null) return { state: 'broken', words: 'failed' };
  if (row.status >= 500) return { state: 'broken', words: String(row.status) };
  if (row.status >= 400) return { state: 'soon', words: String(row.status) };
  if (row.verdict === 'breaks') return { state: 'broken', words: 'drift' };
  return { state: 'holds', words: String(row.status) };
}

type Spoken = Pick<
  Exchange,
  'state' | 'status' | 'durationMs' | 'verdict' | 'violationCount' | 'contractVersion' | 'failure' | 'errorWords'
> &
  Partial<Pick<Exchange, 'attemptCount'>>;

/** " on the second attempt"; empty for the first. */
function onAttempt(count: number): string {
  if (count < 2) return '';
  return ` on ${({ 2: 'the second', 3: 'the third' } as const)[count as 2 | 3] ?? `the ${count}th`} attempt`;
}

/** The line under an exchange's title: "Answered 200 in 614 ms, fits contract 71". */
export function resultWords(exchange: Spoken): string {
  if (exchange.state === 'sent') return 'On its way';
  if (exchange.state === 'unknown') return 'Outcome unknown: the app stopped while it was on its way';
  if (exchange.state === 'failed' || exchange.status === null) {
    return exchange.failure?.happened ?? (exchange.errorWords || 'It failed before an answer came');
  }
  const took = `${exchange.durationMs === null ? '' : ` in ${formatMs(exchange.durationMs)}`}${onAttempt(exchange.attemptCount ?? 1)}`;
  if (exchange.status >= 400 && exchange.errorWords !== '') return `Answered ${exchange.status}${took}. ${exchange.errorWords}`;
  const contract = exchange.contractVersion ? `contract ${exchange.contractVersion}` : 'its contract';
  const verdicts = {
    fits: `fits ${contract}`,
    breaks: `but breaks ${contract} ${places(exchange.violationCount)}`,
    not_checked: 'not checked against a contract',
  } as const;
  return `Answered ${exchange.status}${took}, ${verdicts[exchange.verdict]}`;
}

/** A verdict for a table's cell. */
export function verdictOutcome(row: Pick<ExchangeRow, 'verdict' | 'violationCount'>): Outcome {
  const violations = `${formatCount(row.violationCount)} ${row.violationCount === 1 ? 'violation' : 'violations'}`;
  const verdicts = {
    fits: { state: 'holds', words: 'fits' },
    breaks: { state: 'broken', words: violations },
    not_checked: { state: 'no data', words: 'not checked' },
  } as const satisfies Record<ExchangeRow['verdict'], Outcome>;
  return verdicts[row.verdict];
}

// RFC 9110, section 15, and RFC 6585: those that an operator meets.
const statusNames: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  425: 'Too Early',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** "OK" for 200; empty for a status without a common name. */
export function statusName(status: number): string {
  return statusNames[status] ?? '';
}
