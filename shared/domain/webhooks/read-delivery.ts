import { startsWithCurl } from '../console/command-dialect.ts';
import { readCurl } from '../console/read-curl.ts';
import { adyenItems } from './adyen-payload.ts';
import { fromBase64, textOf, utf8 } from './bytes-as-text.ts';
import { headerValue, type HeaderList } from './header-list.ts';

export type DeliveryFormat = 'message' | 'headers and body' | 'curl' | 'HAR' | 'JSON';

/** A delivery as it was copied from somewhere. */
export interface CopiedDelivery {
  readonly format: DeliveryFormat;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** When it came, where the copy says so. */
  readonly receivedAt: number | null;
  /** What may not be as it was, one sentence each. */
  readonly notes: readonly string[];
}

/** Reads a delivery out of a vendor's log, an HTTP message, a curl command or a HAR entry. A problem is one sentence. */
export function readDelivery(
  bytes: Uint8Array,
): { readonly delivery: CopiedDelivery; readonly problem: null } | { readonly delivery: null; readonly problem: string } {
  const text = textOf(bytes).replace(/^\ufeff/, '');
  const trimmed = text.trim();
  if (trimmed === '') return failed('There is nothing in it.');
  if (startsWithCurl(trimmed)) return fromCurl(trimmed);
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const fromDocument = fromJson(trimmed);
    if (fromDocument !== null) return fromDocument;
    // Adyen signs values inside the body: the body alone is the whole of it.
    if (adyenItems(trimmed) !== null) return read({ format: 'JSON', headers: [], body: utf8(trimmed), receivedAt: null, notes: [] });
    return failed(
      'It is a body without headers, and the signature is in a header. Copy the headers too, above the body and with an empty line between.',
    );
  }
  return fromMessage(bytes);
}

const failed = (problem: string): { delivery: null; problem: string } => ({ delivery: null, problem });
const read = (delivery: CopiedDelivery): { delivery: CopiedDelivery; problem: null } => ({ delivery, problem: null });

function fromCurl(text: string): ReturnType<typeof readDelivery> {
  const { command, problem } = readCurl(text);
  if (command === null)
    return failed(`This curl command cannot be read: ${problem.kind.replaceAll('_', ' ')}${problem.at === '' ? '' : ` at ${problem.at}`}.`);
  if (command.file !== null) return failed('This curl command reads its body from a file: paste the body in its place.');
  return read({
    format: 'curl',
    headers: command.headers,
    body: utf8(command.body ?? ''),
    receivedAt: dateOf(command.headers),
    notes: command.notes,
  });
}

/** "Name: value" lines, before them perhaps a request line, and after an empty line the body, byte for byte. */
function fromMessage(bytes: Uint8Array): ReturnType<typeof readDelivery> {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const cut = headEnd(bytes, start);
  const lines = textOf(bytes.subarray(start, cut.head)).split(/\r?\n|\r$/);
  const isMessage = /^[A-Z]+ \S+(?: HTTP\/[\d.]+)?$/.test(lines[0]?.trim() ?? '');
  const headers: [string, string][] = [];
  for (const line of isMessage ? lines.slice(1) : lines) {
    if (line.trim() === '') continue;
    const match = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*(?::|\t|=>)\s?(.*)$/.exec(line);
    if (!match) {
      // A folded line goes on with the value before it (RFC 9112 section 5.2).
      const before = headers.at(-1);
      if (before && /^\s/.test(line)) before[1] = `${before[1]} ${line.trim()}`;
      else return failed(`“${line.trim().slice(0, 60)}” is no header. Write headers as “Name: value”, then an empty line, then the body.`);
      continue;
    }
    headers.push([match[1] ?? '', (match[2] ?? '').trim()]);
  }
  if (headers.length === 0) return failed('It has no headers. Write them as “Name: value”, then an empty line, then the body.');
  const { body, notes } = cutToLength(bytes.slice(cut.body), headers);
  return read({ format: isMessage ? 'message' : 'headers and body', headers, body, receivedAt: dateOf(headers), notes });
}

/** A copy often ends with a line end that was not sent; the length that the sender gave tells. */
function cutToLength(body: Uint8Array, headers: HeaderList): { body: Uint8Array; notes: string[] } {
  const length = Number(headerValue(headers, 'content-length') ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length === body.length) return { body, notes: [] };
  const rest = body.subarray(length);
  if (length < body.length && rest.length <= 2 && textOf(rest).trim() === '')
    return { body: body.slice(0, length), notes: ['The line end after the body was left out: Content-Length says that it was not sent.'] };
  return { body, notes: [`The body has ${body.length} bytes, and Content-Length says ${length}: the copy is not whole, or was changed.`] };
}

function headEnd(bytes: Uint8Array, start: number): { head: number; body: number } {
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] !== 10) continue;
    if (bytes[at + 1] === 10) return { head: at, body: at + 2 };
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return { head: at, body: at + 3 };
  }
  return { head: bytes.length, body: bytes.length };
}

type Shape = Readonly<Record<string, unknown>>;
const shape = (value: unknown): Shape | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Shape) : null;

/** A HAR or one of its entries, or the `{headers, body}` that vendors' logs and tunnels offer; null when it is neither. */
function fromJson(text: string): ReturnType<typeof readDelivery> | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const log = shape(shape(document)?.['log']);
  const entry = log && Array.isArray(log['entries']) ? shape(log['entries'][0]) : shape(document);
  const request = shape(entry?.['request']) ?? entry;
  const headers = headersOf(request?.['headers']);
  if (request === null || entry === null || headers === null) return null;
  const isHar = shape(request['postData']) !== null || entry['startedDateTime'] !== undefined || log !== null;
  const notes = log && Array.isArray(log['entries']) && log['entries'].length > 1 ? ['Only the first entry was read.'] : [];
  const content = isHar ? shape(request['postData'])?.['text'] : (request['body'] ?? request['payload'] ?? request['raw_body']);
  const isBase64 = shape(request['postData'])?.['encoding'] === 'base64' || request['isBase64Encoded'] === true;
  const startedAt = [entry['startedDateTime'], entry['received_at'], entry['receivedAt'], entry['created_at']]
    .map(instant)
    .find((at) => at !== null);
  const body =
    typeof content === 'string'
      ? isBase64
        ? fromBase64(content)
        : utf8(content)
      : utf8(content === undefined || content === null ? '' : JSON.stringify(content));
  if (body === null) return failed('Its body says that it is base64, and is none.');
  if (typeof content === 'object' && content !== null)
    notes.push('The body is kept as parsed JSON in this copy, so that its exact bytes are not known.');
  return read({ format: isHar ? 'HAR' : 'JSON', headers, body, receivedAt: startedAt ?? dateOf(headers), notes });
}

function headersOf(value: unknown): HeaderList | null {
  if (Array.isArray(value))
    return value.flatMap((one): [string, string][] => {
      const pair = shape(one);
      return typeof pair?.['name'] === 'string' && typeof pair['value'] === 'string' ? [[pair['name'], pair['value']]] : [];
    });
  const list = shape(value);
  if (list === null) return null;
  return Object.entries(list).flatMap(([name, one]): [string, string][] => {
    const first: unknown = Array.isArray(one) ? one[0] : one;
    return typeof first === 'string' || typeof first === 'number' ? [[name, String(first)]] : [];
  });
}

const dateOf = (headers: HeaderList): number | null => instant(headerValue(headers, 'date'));

function instant(value: unknown): number | null {
  if (typeof value !== 'string' || value === '') return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}
