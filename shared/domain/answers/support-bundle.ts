import type { Exchange, StoredBody } from '../../contract/console.ts';
import { grouped } from '../grouped.ts';
import { timeWords } from '../resilience/time-words.ts';
import { failureWords } from './for-vendor.ts';

export interface BundleCircumstances {
  readonly vendor: string;
  readonly api: string;
  /** What the team wrote; Markdown. */
  readonly note: string;
  /** IANA zone in which times are given beside UTC. */
  readonly zone: string;
  readonly writtenAt: number;
  /** "production", "sandbox"; by exchange id. */
  readonly environments: ReadonlyMap<string, string>;
  /** Whether the people who sent are named. */
  readonly withNames: boolean;
}

/** A body up to this is in the text; the HAR has all that was kept. */
const shownCharacters = 20_000;
const idHeader =
  /(?:request|correlation|trace|transaction|psp|idempotency)-?(?:id|key|reference)?$|^(?:cf-ray|traceparent|x-amzn-requestid)$/i;

/** What a vendor's support needs to find our calls and to see what went wrong, as Markdown. */
export function bundleMarkdown(exchanges: readonly Exchange[], about: BundleCircumstances): string {
  const count = exchanges.length === 1 ? 'one call' : `${exchanges.length} calls`;
  return [
    `# ${about.api}: ${count} to look into`,
    '',
    ...(about.note.trim() === '' ? [] : [about.note.trim(), '']),
    ...(exchanges.length > 1 ? [...overview(exchanges), ''] : []),
    ...exchanges.flatMap((exchange, at) => section(exchange, at + 1, about)),
    '---',
    `Written ${utc(about.writtenAt)}. Secrets were cut out when the calls were kept: where one stood there is \`[redacted…]\`. The same calls are in \`calls.har\`.`,
    '',
  ].join('\n');
}

function overview(exchanges: readonly Exchange[]): string[] {
  return [
    '| # | Time (UTC) | Call | Answer | Your request ID | Our correlation ID |',
    '| --- | --- | --- | --- | --- | --- |',
    ...exchanges.map(
      (one, at) =>
        `| ${at + 1} | ${utc(one.startedAt)} | ${cell(`${one.method} ${pathOf(one.url)}`)} | ${answerWords(one)} | ${cell(one.vendorRequestId ?? 'none')} | ${cell(one.correlationId)} |`,
    ),
  ];
}

function section(exchange: Exchange, number: number, { zone, environments, withNames }: BundleCircumstances): string[] {
  const { contractVersion, violations, moreViolations, attempts } = exchange;
  const facts: (readonly [string, string | null])[] = [
    ['Sent', `${utc(exchange.startedAt)}${zone === 'UTC' ? '' : ` (${inZone(exchange.startedAt, zone)})`}`],
    ['Ended', exchange.finishedAt === null ? null : utc(exchange.finishedAt)],
    ['Answer', answerWords(exchange) + (exchange.durationMs === null ? '' : ` after ${grouped(Math.round(exchange.durationMs))} ms`)],
    ['Your request ID', exchange.vendorRequestId === null ? 'none was in the answer' : `\`${exchange.vendorRequestId}\``],
    ['Our correlation ID', `\`${exchange.correlationId}\``],
    ['Environment', environments.get(exchange.id) ?? null],
    ['Contract', contractVersion === null ? null : `version ${contractVersion}`],
    ['Sent by', withNames ? exchange.actor : null],
  ];
  return [
    `## ${number}. ${exchange.method} ${pathOf(exchange.url)}`,
    '',
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`- **${name}**: ${value}`])),
    '',
    ...(exchange.failure === null ? [] : [`${failureWords(exchange)}.`, '']),
    ...(violations.length === 0
      ? []
      : [
          '### What was expected',
          '',
          `The answer differs from ${contractVersion === null ? 'the contract' : `version ${contractVersion} of the contract`}:`,
          '',
          ...violations.map(
            ({ where, pointer, message }) => `- ${where.replace('_', ' ')}${pointer === '' ? '' : ` \`${pointer}\``}: ${message}`,
          ),
          ...(moreViolations > 0 ? [`- and ${moreViolations} more`] : []),
          '',
        ]),
    ...(attempts.length > 1 ? attemptTable(exchange) : []),
    '### Request',
    '',
    fenced(`${exchange.method} ${exchange.url}\n${exchange.requestHeaders.map(([name, value]) => `${name}: ${value}`).join('\n')}`, 'http'),
    '',
    ...bodyBlock(exchange.requestBody),
    ...(exchange.state === 'answered' || exchange.cut !== null
      ? [
          '### Answer',
          '',
          fenced(
            `${exchange.status ?? exchange.cut?.status}\n${exchange.answerHeaders.map(([name, value]) => `${name}: ${value}`).join('\n')}`,
            'http',
          ),
          '',
          ...bodyBlock(exchange.answerBody),
        ]
      : []),
  ];
}

function attemptTable({ attempts }: Exchange): string[] {
  return [
    '### Attempts',
    '',
    '| # | Sent (UTC) | Answer | Took | Waited before | IDs in the answer |',
    '| --- | --- | --- | --- | --- | --- |',
    ...attempts.map(({ number, startedAt, endedAt, status, cause, waitMs, waitWords, answerHeaders }) => {
      const ids = answerHeaders.filter(([name]) => idHeader.test(name)).map(([name, value]) => `${name}: ${value}`);
      const waited = waitMs < 1 ? '' : `${timeWords(waitMs)}${waitWords === '' ? '' : `, ${waitWords}`}`;
      return `| ${number} | ${utc(startedAt)} | ${status ?? cell(cause ?? 'none')} | ${grouped(endedAt - startedAt)} ms | ${cell(waited)} | ${cell(ids.join('; '))} |`;
    }),
    '',
  ];
}

function bodyBlock(body: StoredBody | null): string[] {
  if (body === null || body.byteLength === 0) return [];
  if (body.text === null)
    return [`${grouped(body.byteLength)} bytes of ${body.mediaType ?? 'no stated type'}, SHA-256 \`${body.sha256}\`.`, ''];
  const text = body.text.slice(0, shownCharacters);
  const isCut = body.isCut || text.length < body.text.length;
  return [
    fenced(text, /json/i.test(body.mediaType ?? '') ? 'json' : ''),
    '',
    ...(isCut ? [`Cut: ${grouped(body.byteLength)} bytes in all, SHA-256 \`${body.sha256}\`.`, ''] : []),
  ];
}

/** A fence longer than any in the text, so that the text cannot end it (CommonMark 0.31, section 4.5). */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/g, ' ');

const answerWords = ({ state, status, cut }: Exchange): string =>
  cut !== null
    ? `${cut.status}, cut off`
    : state === 'answered'
      ? String(status)
      : state === 'unknown'
        ? 'not known'
        : state === 'sent'
          ? 'on its way'
          : 'none';

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/** "2026-11-21 08:00:00.123 UTC". */
const utc = (at: number): string => `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} UTC`;

const inZone = (at: number, zone: string): string =>
  `${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)} ${zone}`;
