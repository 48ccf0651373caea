import type { Charset } from './charset.ts';

export const bodyKinds = ['json', 'xml', 'html', 'csv', 'events', 'image', 'pdf', 'text', 'binary', 'empty'] as const;
/** How a body reads best. */
export type BodyKind = (typeof bodyKinds)[number];

const byType: readonly (readonly [RegExp, BodyKind])[] = [
  [/^[\w.+-]+\/(?:[\w.-]+\+)?json$/, 'json'],
  [/^image\/svg\+xml$/, 'image'],
  [/^(?:text\/html|application\/xhtml\+xml)$/, 'html'],
  [/^(?:text|application)\/(?:[\w.-]+\+)?xml$|\+xml$/, 'xml'],
  [/^(?:text|application)\/(?:csv|tab-separated-values)$/, 'csv'],
  [/^application\/pdf$/, 'pdf'],
  [/^text\/event-stream$/, 'events'],
];
/** What a page may draw from a data address. */
const drawable = /^image\/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)$/;

const startsWith = (bytes: Uint8Array, ...values: readonly number[]): boolean => values.every((value, at) => bytes[at] === value);
const ascii = (bytes: Uint8Array, from: number, text: string): boolean =>
  Array.from(text).every((letter, at) => bytes[from + at] === letter.charCodeAt(0));

/** "image/png" and the like from the first bytes, for an answer that says nothing or says "a stream of bytes". */
export function sniffType(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (ascii(bytes, 0, 'GIF8')) return 'image/gif';
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WEBP')) return 'image/webp';
  if (ascii(bytes, 0, '%PDF-')) return 'application/pdf';
  return null;
}

/** The kind of a body from what its answer said and how it begins. `text` is its beginning as text. */
export function bodyKindOf(mediaType: string | null, charset: Charset, bytes: Uint8Array, text: string): BodyKind {
  if (bytes.length === 0) return 'empty';
  const said = (mediaType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isVague = said === '' || said === 'application/octet-stream' || said === 'binary/octet-stream';
  const type = isVague ? (sniffType(bytes) ?? '') : said;
  if (drawable.test(type)) return 'image';
  if (type === 'application/pdf') return 'pdf';
  const isBinary = !charset.name.startsWith('utf-16') && bytes.subarray(0, 4096).includes(0);
  if (isBinary) return 'binary';
  const named = byType.find(([pattern]) => pattern.test(type))?.[1];
  if (named !== undefined && named !== 'image') return named;
  if (type.startsWith('image/') || type.startsWith('audio/') || type.startsWith('video/') || type.startsWith('font/')) return 'binary';
  // Bytes that are no text at all become replacement signs: hexadecimal says more.
  const broken = text.slice(0, 2_000).split('\uFFFD').length - 1;
  if (broken > 20 && broken > Math.min(2_000, text.length) / 20) return 'binary';
  if (isVague || type.startsWith('text/')) {
    if (/^\s*(?:<!doctype html|<html)/i.test(text)) return 'html';
    if (/^\s*<\?xml/.test(text)) return 'xml';
  }
  return 'text';
}

const extensionOf: Readonly<Record<BodyKind, string>> = {
  json: 'json',
  xml: 'xml',
  html: 'html',
  csv: 'csv',
  events: 'txt',
  image: 'png',
  pdf: 'pdf',
  text: 'txt',
  binary: 'bin',
  empty: 'txt',
};
const imageExtension: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
};

/** "exchange-42-answer.json": what a body is called when it is saved. */
export function fileNameOf(exchangeNumber: number, side: 'request' | 'answer', kind: BodyKind, imageType: string | null): string {
  const extension = kind === 'image' ? (imageExtension[imageType ?? ''] ?? 'png') : extensionOf[kind];
  return `exchange-${exchangeNumber}-${side}.${extension}`;
}
