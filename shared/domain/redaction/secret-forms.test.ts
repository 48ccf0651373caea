import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretForms, shortestForm } from './secret-forms.ts';

const utf8 = (text: string): string => Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
const base64 = (text: string): string => btoa(utf8(text));
const hex = (text: string): string => Array.from(utf8(text), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Ways in which servers, logs and templates echo a text, each with an encoder that is not ours. */
const echoes: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  encodeURIComponent,
  'encodeURIComponent, lower hex': (text) => encodeURIComponent(text).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  encodeURI,
  'form encoding': (text) => new URLSearchParams([['a', text]]).toString().slice(2),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
  'JSON with escaped slashes': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll('/', String.raw`\/`),
  'JSON in ASCII': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(/[^\0-~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  HTML: (text) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  hex,
  'upper hex': (text) => hex(text).toUpperCase(),
  base64,
  'base64, no padding': (text) => base64(text).replace(/=+$/, ''),
  'base64 for URLs': (text) => base64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
  'base64 in a query': (text) => encodeURIComponent(base64(text)),
};

describe('secretForms', () => {
  it.each(Object.entries(echoes))('finds a secret echoed in %s', (_name, echo) => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(...'aZ09 &<>"\'/+%=\\\n\t~!*()ü€'.split('')), fc.constantFrom('🔑')),
      minLength: 8,
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (secret) => {
        expect(secretForms(secret)).toContain(echo(secret));
      }),
      { numRuns: 200 },
    );
  });

  it('finds a secret anywhere inside a longer base64 text', () => {
    const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 12 });
    const secrets = fc.string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(ascii, secrets, ascii, (before, secret, after) => {
        const encoded = base64(before + secret + after);
        const forms = secretForms(secret);
        expect(forms.some((form) => encoded.includes(form))).toBe(true);
        const urlSafe = encoded.replaceAll('+', '-').replaceAll('/', '_');
        expect(forms.some((form) => urlSafe.includes(form))).toBe(true);
      }),
    );
  });

  it('finds a Basic credential by its password alone', () => {
    const encoded = base64('ops:hunter2hunter2');
    const found = secretForms('hunter2hunter2').find((form) => encoded.includes(form));
    // All but the character that the colon and the password share.
    expect(encoded.slice(encoded.indexOf(found ?? '-') + (found ?? '').length)).toBe('');
    expect((found ?? '').length).toBeGreaterThanOrEqual(18);
  });

  it('finds a key of several lines with other line ends, and one sent without the blanks around it', () => {
    const forms = secretForms(' -----BEGIN KEY-----\nabc\n-----END KEY-----\n');
    expect(forms).toContain('-----BEGIN KEY-----\r\nabc\r\n-----END KEY-----');
    expect(forms).toContain(String.raw`-----BEGIN KEY-----\nabc\n-----END KEY-----`);
  });

  it('finds Latin-1 bytes', () => {
    expect(secretForms('pässword')).toContain(btoa('pässword'));
  });

  it('refuses secrets under 4 characters and drops forms under 6', () => {
    expect(secretForms('')).toEqual([]);
    expect(secretForms('abc')).toEqual([]);
    expect(secretForms('abcd')).not.toContain('abcd');
    expect(secretForms('abcd')).toContain('61626364');
    expect(secretForms('abcdef')).toContain('abcdef');
  });

  it('never throws, repeats nothing and puts the longest first', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (secret) => {
        const forms = secretForms(`${secret}\uD800`);
        expect(new Set(forms).size).toBe(forms.length);
        expect(forms.every((form, at) => form.length >= shortestForm && form.length <= (forms[at - 1] ?? form).length)).toBe(true);
      }),
    );
  });
});
