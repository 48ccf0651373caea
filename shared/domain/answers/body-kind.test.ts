import { describe, expect, it } from 'vitest';
import { imageFacts, pdfFacts } from './body-facts.ts';
import { bodyKindOf } from './body-kind.ts';
import { charsetOf, decodeText } from './charset.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('the charset of an answer', () => {
  it.each([
    ['its header', 'text/plain; charset=ISO-8859-1', latin1('Stra\u00dfe'), 'Straße', 'header'],
    [
      'a byte order mark before its header',
      'text/plain; charset=latin1',
      Uint8Array.of(0xff, 0xfe, 0x41, 0, 0xdf, 0),
      'Aß',
      'byte order mark',
    ],
    [
      'what XML says',
      'application/xml',
      latin1('<?xml version="1.0" encoding="windows-1252"?><a>\u0080</a>'),
      '<?xml version="1.0" encoding="windows-1252"?><a>€</a>',
      'text',
    ],
    ['what HTML says', 'text/html', latin1('<meta charset="iso-8859-15"><p>\u00a4'), '<meta charset="iso-8859-15"><p>€', 'text'],
    ['nothing', 'application/json', bytesOf('"ß"'), '"ß"', 'usual'],
  ])('is that of %s', (_what, mediaType, bytes, text, from) => {
    const charset = charsetOf(mediaType, bytes);
    expect(charset.from).toBe(from);
    expect(decodeText(charset, bytes)).toBe(text);
  });

  it('that nobody knows is named, and the text is read as UTF-8', () => {
    expect(charsetOf('text/plain; charset=klingon', bytesOf('x'))).toEqual({ name: 'utf-8', from: 'usual', unknown: 'klingon' });
    expect(decodeText(charsetOf(null, Uint8Array.of(0x61, 0xff)), Uint8Array.of(0x61, 0xff))).toBe('a\uFFFD');
  });
});

describe('the kind of a body', () => {
  const kind = (mediaType: string | null, bytes: Uint8Array): string => {
    const charset = charsetOf(mediaType, bytes);
    return bodyKindOf(mediaType, charset, bytes, decodeText(charset, bytes));
  };
  it.each([
    ['application/problem+json; charset=utf-8', '{}', 'json'],
    ['text/xml', '<a/>', 'xml'],
    ['application/soap+xml', '<a/>', 'xml'],
    ['text/html', '<p>', 'html'],
    ['image/svg+xml', '<svg/>', 'image'],
    ['text/csv', 'a,b', 'csv'],
    ['application/x-ndjson', '{}\n{}', 'text'],
    [null, '<!DOCTYPE html><p>', 'html'],
    ['application/octet-stream', '%PDF-1.7', 'pdf'],
    ['application/octet-stream', 'plain words', 'text'],
    ['text/plain', '', 'empty'],
  ])('%s %j is %s', (mediaType, text, expected) => expect(kind(mediaType, bytesOf(text))).toBe(expected));

  it('is binary for bytes that are no text, and UTF-16 is text', () => {
    expect(kind('text/plain', Uint8Array.of(0x41, 0, 0x42))).toBe('binary');
    expect(kind('text/plain; charset=utf-16le', Uint8Array.of(0x41, 0, 0x42, 0))).toBe('text');
    expect(
      kind(
        null,
        Uint8Array.from({ length: 400 }, (_, at) => 128 + (at % 100)),
      ),
    ).toBe('binary');
    expect(kind('font/woff2', bytesOf('wOF2'))).toBe('binary');
  });
});

describe('facts', () => {
  it('of a PDF are its version, pages and title', () => {
    const pdf =
      '%PDF-1.4\n1 0 obj<</Type /Pages /Kids [2 0 R] /Count 3>>endobj 5 0 obj<</Title (Label \\(A6\\)) /Producer (pdfkit)>>endobj';
    expect(pdfFacts(bytesOf(pdf))).toEqual([
      ['PDF version', '1.4'],
      ['Pages', '3'],
      ['Title', 'Label (A6)'],
      ['Made with', 'pdfkit'],
    ]);
  });

  it('of an image are its type and size', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 32, 0, 0, 0, 16);
    expect(imageFacts(png)).toEqual([
      ['Type', 'image/png'],
      ['Size', '32 × 16 pixels'],
    ]);
    expect(imageFacts(Uint8Array.of(1, 2, 3))).toEqual([]);
  });
});
