import { createRedactor, type LabelledSecret, type Redactor } from './redact.ts';
import { asItIs, wideWritings, widestWritings, type Writing } from './writings.ts';

/** Charsets of one byte a character (Encoding standard, section 9) in which older systems answer. */
const narrowCharsets = [
  ...['2', '3', '4', '5', '6', '7', '8', '10', '13', '14', '15', '16'].map((part) => `iso-8859-${part}`),
  ...['1250', '1251', '1252', '1253', '1254', '1255', '1256', '1257', '1258'].map((page) => `windows-${page}`),
  'windows-874',
  'koi8-r',
  'koi8-u',
  'macintosh',
  'ibm866',
];

const ascii = /^[\0-\u007f]*$/;

/** All ways in which a text may lie in bytes but for UTF-32, each byte a character: UTF-8, UTF-16 in both orders, and one byte a character. */
export const byteWritings: readonly Writing[] = [
  (text) => (ascii.test(text) ? text : new TextEncoder().encode(text).reduce((written, byte) => written + String.fromCharCode(byte), '')),
  ...wideWritings,
  (text) => (/^[\0-\u00ff]*$/.test(text) ? text : null),
  ...narrowCharsets.map(
    (name): Writing =>
      (text) =>
        ascii.test(text) ? text : inCharset(name, text),
  ),
];

/**
 * Builds a redactor for bytes that are read as latin-1, one character a byte: it finds every form of every secret in a body of any of
 * these charsets and leaves the other bytes as they are. A mark is written in the charset of what it replaces.
 */
export function createByteRedactor(secrets: readonly LabelledSecret[]): Redactor {
  // What is ASCII lies alike in UTF-8 and in the charsets of one byte a character: building takes a third of the time without them.
  const redactor = createRedactor(secrets, secrets.every(({ value }) => ascii.test(value)) ? byteWritings.slice(0, 3) : byteWritings);
  let widest: Redactor | null = null;
  // With the short forms among them the search for the long ones is quick.
  const inUtf32 = (): Redactor => (widest ??= createRedactor(secrets, [asItIs, ...widestWritings]));
  return {
    ...redactor,
    text: (whole) => {
      const clean = redactor.text(whole);
      return clean.includes(zeros) ? inUtf32().text(clean) : clean;
    },
    settle: (whole) => {
      const { settled, held } = redactor.settle(whole);
      if (settled.includes(zeros)) {
        const wide = inUtf32().settle(settled);
        return { settled: wide.settled, held: wide.held + held };
      }
      // What is held back may be the beginning of a letter.
      return { settled: settled.slice(0, -zeros.length), held: settled.slice(-zeros.length) + held };
    },
    // Letters with zeros among them may be the first of a secret in UTF-32.
    brokenOff: (whole) => redactor.brokenOff(whole.split('\0', 1)[0] ?? ''),
  };
}

/** Beside each letter of UTF-32, but for a few thousand of the rarest; in no text of another charset. Only then its forms are made. */
const zeros = '\0\0\0';

const tables = new Map<string, ReadonlyMap<string, string>>();

/** Null where the charset has no such character. Below 128 each of them is ASCII. */
function inCharset(name: string, text: string): string | null {
  const table = tables.get(name) ?? upperHalf(name);
  tables.set(name, table);
  const chars = Array.from(text, (char) => (char <= '\u007f' ? char : table.get(char)));
  return chars.includes(undefined) ? null : chars.join('');
}

function upperHalf(name: string): ReadonlyMap<string, string> {
  const decoder = new TextDecoder(name);
  const bytes = Array.from({ length: 128 }, (_none, at) => at + 128);
  return new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), String.fromCharCode(byte)]));
}
