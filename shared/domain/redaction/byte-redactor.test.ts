import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteWritings, createByteRedactor } from './byte-redactor.ts';
import { secretForms } from './secret-forms.ts';
import { createStreamRedactor } from './stream-redactor.ts';

/** Encoders that are not ours. */
const charsets: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text, 'utf8'),
  'Latin-1': (text) => Buffer.from(text, 'latin1'),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(text, 'utf16le').swap16(),
  'UTF-32LE': (text) => inUtf32(text, (bytes, code, at) => bytes.writeUInt32LE(code, at)),
  'UTF-32BE': (text) => inUtf32(text, (bytes, code, at) => bytes.writeUInt32BE(code, at)),
};
function inUtf32(text: string, write: (bytes: Buffer, code: number, at: number) => void): Buffer {
  const chars = Array.from(text);
  const bytes = Buffer.alloc(chars.length * 4);
  chars.forEach((char, at) => write(bytes, char.codePointAt(0) ?? 0, at * 4));
  return bytes;
}
const asLatin1 = (bytes: Buffer): string => bytes.toString('latin1');
const utf8 = (text: string): string => asLatin1(Buffer.from(text));

const secrets = fc.string({
  unit: fc.oneof(fc.constantFrom(...'aZ09 &<>"\'/+%=\\~!*()'.split('')), fc.constantFrom('ü', 'é')),
  minLength: 6,
  maxLength: 30,
});
const around = fc.string({ unit: fc.constantFrom('a', '0', ' ', '"', 'ü'), maxLength: 20 });
/** How a vendor writes what it echoes, before it writes the text in a charset. */
const echoes: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
];

describe('a body that echoes a secret', () => {
  it.each(Object.entries(charsets))('in %s is kept without it, in whatever pieces it comes, and reads as before', (_name, encode) => {
    fc.assert(
      fc.property(secrets, around, around, fc.nat(4), fc.array(fc.nat(), { maxLength: 8 }), (secret, before, after, which, cuts) => {
        const echoed = (echoes[which] ?? String)(secret);
        fc.pre(!secretForms(secret).some((form) => before.includes(form) || after.includes(form)));
        const body = encode(`${before}|${echoed}|${after}`);
        const stream = createStreamRedactor(createByteRedactor([{ label: 'key', value: secret }]));
        const ends = [0, ...cuts.map((cut) => cut % (body.length + 1)).toSorted((a, b) => a - b), body.length];
        const kept =
          ends
            .slice(1)
            .map((end, at) => stream.push(asLatin1(body.subarray(ends[at], end))))
            .join('') + stream.end();
        expect(kept).not.toContain(asLatin1(encode(echoed)));
        // The mark is in the charset of the body, so that what is around it can still be read.
        expect(kept).toBe(asLatin1(encode(`${before}|[redacted: key]|${after}`)));
      }),
      { numRuns: 200 },
    );
  });

  it('in a charset of one byte a character is kept without it', () => {
    const secret = 'pä€ßwörd–1';
    const redactor = createByteRedactor([{ label: 'key', value: secret }]);
    // "€" is 0x80 and "–" 0x96 in windows-1252.
    const echoed = 'p\u00e4\u0080\u00dfw\u00f6rd\u00961';
    expect(new TextDecoder('windows-1252').decode(Buffer.from(echoed, 'latin1'))).toBe(secret);
    expect(redactor.text(`a ${echoed} b`)).toBe('a [redacted: key] b');
    const russian = createByteRedactor([{ label: 'key', value: 'пароль' }]);
    const koi8 = Buffer.from('d0c1d2cfccd8', 'hex');
    expect(new TextDecoder('koi8-r').decode(koi8)).toBe('пароль');
    expect(russian.text(asLatin1(koi8))).toBe('[redacted: key]');
  });

  it('in base64 of UTF-16, as Windows writes it, is kept without it', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const redactor = createByteRedactor([{ label: 'key', value: secret }]);
        for (const written of [Buffer.from(secret, 'utf16le'), Buffer.from(secret, 'utf16le').swap16()]) {
          for (const form of [written.toString('base64'), written.toString('hex')])
            expect(redactor.text(`{"a":"${form}"}`)).toBe('{"a":"[redacted: key]"}');
        }
      }),
    );
  });

  it('keeps other bytes as they are', () => {
    const redactor = createByteRedactor([{ label: 'key', value: 'sécret-of-ours' }]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = asLatin1(Buffer.from(bytes));
        expect(redactor.text(text)).toBe(text);
      }),
    );
  });

  it('shows no secret in a mark, in any charset', () => {
    const redactor = createByteRedactor([
      { label: 'of hunter22', value: 'topsecret' },
      { label: 'b', value: 'hunter22' },
    ]);
    for (const encode of Object.values(charsets)) {
      const clean = redactor.text(asLatin1(encode('a topsecret b')));
      for (const each of Object.values(charsets)) expect(clean).not.toContain(asLatin1(each('hunter22')));
    }
  });

  it('finds a mark of UTF-8 where the secret is not ASCII', () => {
    const redactor = createByteRedactor([{ label: 'Schlüssel', value: 'größer als ß' }]);
    expect(redactor.text(utf8('a größer als ß b'))).toBe(utf8('a [redacted: Schlüssel] b'));
  });

  it('writes nothing where a charset has no such character', () => {
    expect(byteWritings.map((write) => write('ab')).filter((one) => one !== null)).not.toEqual([]);
    expect(byteWritings.filter((write) => write('鍵🔑') !== null)).toHaveLength(3);
  });
});
