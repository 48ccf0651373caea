import type { Exchange, ExchangeRow, StoredBody } from '../../shared/contract/console.ts';
import type { CheckOutcome } from '../../shared/contract/check-outcome.ts';
import { ownShareMs } from '../../shared/domain/console/own-share.ts';
import { cutWords } from '../../shared/domain/console/cut-words.ts';
import { purgedWords } from '../../shared/domain/console/purged-words.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import { attemptWords } from '../../shared/domain/resilience/attempt-words.ts';
import { timeWords } from '../../shared/domain/resilience/time-words.ts';
import { nodeHttp } from '../core/http/node-http.ts';
import { showInstant, zoneName } from './instants.ts';
import type { Settled } from './settled-exchange.ts';
import { plural, sizeText } from './standing-text.ts';
import { layoutFacts } from './table.ts';
import type { Outcome } from './terminal.ts';
import { blockLines, type Line, type Text } from './text.ts';

/** Lines of a body that are shown after sending; all of them are one command away. */
const shortBodyLines = 40;

/** An exchange as an outcome: short after sending, whole when it was asked for. */
export function exchangeOutcome({ exchange, checks }: Settled, extent: 'short' | 'whole'): Outcome {
  return {
    json: { ...exchange, checks },
    show: () => [
      ...summaryOf(exchange),
      ...checkLines(checks),
      ...(extent === 'whole' ? wholeOf(exchange) : answerOf(exchange, shortBodyLines)),
    ],
  };
}

/** How an answer stands against the checks of its saved request. */
export function checkLines(checks: readonly CheckOutcome[]): Line[] {
  if (checks.length === 0) return [];
  const held = checks.filter(({ isHeld }) => isHeld).length;
  return [
    '',
    { text: `${held} of ${plural(checks.length, 'check')} ${held === 1 ? 'holds' : 'hold'}`, tone: 'title' },
    ...checks.map(({ words, isHeld, seen }): Line =>
      isHeld ? `  ${words}` : { text: `  ${words}: ${/^(?:no |not |the )/.test(seen) ? seen : `was ${seen}`}`, tone: 'broken' },
    ),
  ];
}

/** "201 Created", "no answer", "on its way": in words, and red when it is an error. */
export function statusText(row: Pick<ExchangeRow, 'state' | 'status' | 'cutStatus' | 'errorClass'>): Text {
  if (row.state === 'failed' && row.cutStatus !== null) return { text: `${row.cutStatus} cut off (${row.errorClass})`, tone: 'broken' };
  if (row.state === 'failed') return { text: `no answer (${row.errorClass})`, tone: 'broken' };
  if (row.state !== 'answered') return withoutOutcome[row.state];
  const text = `${row.status} ${nodeHttp.STATUS_CODES[row.status ?? 0] ?? ''}`.trim();
  return (row.status ?? 0) >= 400 ? { text, tone: 'broken' } : text;
}

const withoutOutcome: Readonly<Record<'sent' | 'unknown', Text>> = {
  sent: { text: 'on its way', tone: 'quiet' },
  unknown: { text: 'outcome unknown', tone: 'soon' },
};

export function verdictText({ verdict, violationCount }: Pick<ExchangeRow, 'verdict' | 'violationCount'>): Text {
  if (verdict === 'breaks') return { text: `breaks in ${plural(violationCount, 'place')}`, tone: 'broken' };
  return verdict === 'fits' ? 'fits' : { text: 'not checked', tone: 'quiet' };
}

function summaryOf(exchange: Exchange): Line[] {
  const time = exchange.durationMs === null ? '' : ` in ${grouped(Math.round(exchange.durationMs))} ms`;
  const { timings, failure } = exchange;
  return [
    [statusText(exchange), time],
    { text: `${exchange.method} ${exchange.url}`, tone: 'quiet' },
    '',
    ...layoutFacts([
      ['Exchange', `${exchange.number}, ${showInstant(exchange.startedAt)} ${zoneName(exchange.startedAt)}`],
      ['Correlation id', exchange.correlationId],
      ['Vendor’s id', exchange.vendorRequestId],
      [
        'API',
        [exchange.vendorName, exchange.apiName, exchange.environmentName && `(${exchange.environmentName})`].filter(Boolean).join(' '),
      ],
      ['Credential', exchange.credentialName],
      ['Contract', contractText(exchange)],
      ['Bodies', exchange.bodiesPurgedAt === null ? null : purgedWords(exchange.bodiesPurgedAt)],
      ...exchange.hops.map(({ status, method, url, to, droppedHeaders }): [string, string] => [
        'Redirected',
        `${status} from ${method} ${url}${to === undefined ? '' : ` to ${to}`}${droppedHeaders.length > 0 ? `, left out ${droppedHeaders.join(', ')}` : ''}`,
      ]),
      ['Time', timings === null ? null : phasesOf(timings, ownShareMs(exchange))],
      ['', exchange.timingWords],
      ['Attempts', attemptsText(exchange)],
      ['', exchange.attemptWords === '' ? null : exchange.attemptWords],
      ['May be sent', exchange.sendAgainAt === null ? null : `again at ${showInstant(exchange.sendAgainAt)}`],
      ['Stale', exchange.fallback === null ? null : staleText(exchange.fallback, exchange.startedAt)],
      ['Body', exchange.cut === null ? null : `${cutWords(exchange.cut)}${exchange.cut.isAllKept ? '' : '; the first 64 kB are kept'}`],
      ['What happened', failure === null ? (exchange.errorClass === 'ok' ? null : exchange.errorWords) : failure.happened],
      ['What to do', failure?.remedy ?? null],
    ]),
    ...violationLines(exchange),
    ...exchange.notices.map(({ words }): Line => `Notice: ${words}`),
    ...exchange.updated.map(({ kind, words }): Line => `Updated ${kind}: ${words}`),
  ];
}

/** What breaks the contract, each on a line. */
export const violationLines = ({ violations, moreViolations }: Exchange): Line[] => [
  ...violations.map(({ where, pointer, line, message }): Line => ({
    text: `  ${[where, pointer, line === null ? '' : `line ${line}`].filter(Boolean).join(' ')}: ${message}`,
    tone: 'broken',
  })),
  ...(moreViolations > 0 ? [`  and ${moreViolations} more`] : []),
];

/** "429 after 88 ms; waited 1 s, as Retry-After asked; 200 after 614 ms; 1,702 ms in all". */
function attemptsText({ attempts, finishedAt }: Exchange): string | null {
  const [first] = attempts;
  if (!first || finishedAt === null) return null;
  const parts = attempts.flatMap(({ status, cause, waitMs, waitWords, startedAt, endedAt }) => [
    ...(waitMs > 0 || waitWords !== '' ? [`${waitMs >= 1 ? `waited ${timeWords(waitMs)}, ` : ''}${waitWords}`] : []),
    `${attemptWords({ status, cause })} after ${grouped(endedAt - startedAt)} ms`,
  ]);
  return `${parts.join('; ')}; ${grouped(finishedAt - first.startedAt)} ms in all`;
}

function staleText({ number, status, answeredAt }: NonNullable<Exchange['fallback']>, now: number): Text {
  return { text: `the last good answer is ${status} of exchange ${number}, ${timeWords(now - answeredAt)} older`, tone: 'soon' };
}

/** "fits version 71", "breaks version 71 in 2 places", "not checked" and why. */
export function contractText(exchange: Exchange): Text {
  const verdict = verdictText(exchange);
  if (exchange.verdict === 'fits') return `fits version ${exchange.contractVersion ?? ''}`.trim();
  if (exchange.verdict === 'breaks' && exchange.contractVersion !== null)
    return { text: `breaks version ${exchange.contractVersion} in ${plural(exchange.violationCount, 'place')}`, tone: 'broken' };
  return exchange.verdict === 'breaks' || exchange.verdictReason === ''
    ? verdict
    : { text: `not checked: ${exchange.verdictReason}`, tone: 'quiet' };
}

function phasesOf(timings: NonNullable<Exchange['timings']>, ownMs: number | null): string {
  const phases = [
    ['queue', timings.queueMs],
    ['DNS', timings.dnsMs],
    ['TCP', timings.tcpMs],
    ['proxy', timings.proxyMs ?? null],
    ['TLS', timings.tlsMs],
    ['wait', timings.waitMs],
    ['download', timings.downloadMs],
    ['Quartermaster', ownMs],
  ] as const;
  const shown = phases.flatMap(([name, ms]) => (ms === null ? [] : [`${name} ${ms.toFixed(1)} ms`]));
  return [
    ...shown,
    ...(timings.isReused ? ['connection used again'] : []),
    ...(timings.proxy ? [`through ${timings.proxy}`] : []),
    ...(timings.httpVersion === null ? [] : [`HTTP/${timings.httpVersion.replace(/^HTTP\//i, '')}`]),
  ].join(', ');
}

function wholeOf(exchange: Exchange): Line[] {
  return [...block('Request', exchange.requestHeaders, exchange.requestBody, Infinity), ...answerOf(exchange, Infinity)];
}

const answerOf = (exchange: Exchange, mostLines: number): Line[] =>
  exchange.state === 'answered' || exchange.cut !== null
    ? block(exchange.cut === null ? 'Answer' : 'Answer, cut off', exchange.answerHeaders, exchange.answerBody, mostLines)
    : [];

function block(title: string, headers: Exchange['answerHeaders'], body: StoredBody | null, mostLines: number): Line[] {
  return [
    '',
    { text: title, tone: 'title' },
    ...headers.map(([name, value]): Line => [{ text: `${name}:`, tone: 'quiet' }, ' ', value]),
    ...(body && body.byteLength > 0 ? ['', ...bodyLines(body, mostLines)] : []),
  ];
}

function bodyLines(body: StoredBody, mostLines: number): Line[] {
  if (body.text === null)
    return [
      { text: `${sizeText(body.byteLength)}, ${body.mediaType ?? 'of no stated type'}: ${body.reason ?? 'not text'}`, tone: 'quiet' },
    ];
  const lines = blockLines(prettyJson(body.text));
  const rest = lines.length - mostLines;
  return [
    ...lines.slice(0, mostLines),
    ...(rest > 0 ? [{ text: `… ${plural(rest, 'more line')}; see quartermaster exchange show`, tone: 'quiet' } as const] : []),
    ...(body.isCut ? [{ text: `… cut, ${sizeText(body.byteLength)} in all`, tone: 'quiet' } as const] : []),
  ];
}

function prettyJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Cut or not JSON after all: shown as it came.
    return text;
  }
}
