import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.ts';
import { secretForms } from './secret-forms.ts';
import { createStreamRedactor } from './stream-redactor.ts';

function splitAt(text: string, cuts: readonly number[]): string[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length];
  return places.slice(1).map((end, at) => text.slice(places[at], end));
}

describe('createStreamRedactor', () => {
  const redactor = createRedactor([{ label: 'key', value: 'topsecret' }]);

  it('finds a secret split over pieces', () => {
    const stream = createStreamRedactor(redactor);
    expect([stream.push('a top'), stream.push('sec'), stream.push('ret b'), stream.end()]).toEqual(['a ', '', '[redacted: key] b', '']);
  });

  it('holds back no more than what may begin a secret', () => {
    const stream = createStreamRedactor(redactor);
    expect(stream.push('nothing here to')).toBe('nothing here ');
    expect(stream.push('day')).toBe('today');
    expect(stream.push('topsecre')).toBe('');
    expect(stream.end()).toBe('topsecre');
    expect([stream.push('t!'), stream.end()]).toEqual(['t!', '']);
  });

  it('of a text that broke off keeps no first half of a secret, and all else', () => {
    const stream = createStreamRedactor(redactor);
    expect([stream.push('topsecret and topsec'), stream.breakOff()]).toEqual(['[redacted: key] and ', '']);
    expect([stream.push('today'), stream.breakOff(), stream.end()]).toEqual(['today', '', '']);
  });

  it('waits for the longer of two secrets that begin alike', () => {
    const both = createRedactor([
      { label: 'short', value: 'abcdef' },
      { label: 'long', value: 'abcdefghi' },
    ]);
    const stream = createStreamRedactor(both);
    expect([stream.push('abcdef'), stream.push('gh'), stream.push('i'), stream.end()].join('')).toBe('[redacted: long]');
    expect([stream.push('abcdef'), stream.push('gh'), stream.push('!'), stream.end()].join('')).toBe('[redacted: short]gh!');
  });

  const narrow = fc.constantFrom('a', 'b', 'ab', 'aab', 'ba');
  const wide = fc
    .oneof(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 3 }), fc.constantFrom('ü', '🔑', '\n', '/'))
    .map((text) => text.replaceAll(/[[\]]/g, '('));
  it.each([
    ['few letters, so that forms overlap', narrow],
    ['any text', wide],
  ])('gives what the whole text gives, and no form, for %s', (_name, piece) => {
    const secret = fc.array(piece, { minLength: 2, maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 5 }),
        fc.array(fc.oneof(piece, fc.tuple(fc.nat(), fc.nat(), fc.nat(60))), { maxLength: 40 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (values, parts, cuts) => {
          const forms = values.flatMap(secretForms);
          const form = (which: number, from: number, length: number): string => {
            const whole = forms[which % Math.max(forms.length, 1)] ?? '';
            return whole.slice(length < 30 ? 0 : from % Math.max(whole.length, 1));
          };
          const text = parts.map((part) => (typeof part === 'string' ? part : form(...part))).join('');
          const redact = createRedactor(values.map((value, at) => ({ label: `${at}`, value })));
          const stream = createStreamRedactor(redact);
          const streamed =
            splitAt(text, cuts)
              .map((each) => stream.push(each))
              .join('') + stream.end();
          expect(streamed).toBe(redact.text(text));
          expect(forms.filter((each) => streamed.includes(each))).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
