import { textOf, utf8 } from './bytes-as-text.ts';

/** Another way the same body may have been written when it was signed. */
export interface BodyVariant {
  readonly code: 'body_encoding' | 'body_reserialised';
  /** "compact JSON": how it was when it was signed. */
  readonly words: string;
  readonly body: Uint8Array;
}

const bom = '\ufeff';

/** Bodies that what came may have been before something on the way wrote it anew, without the one that came. */
export function bodyVariants(body: Uint8Array): readonly BodyVariant[] {
  const text = textOf(body);
  const bare = text.startsWith(bom) ? text.slice(1) : text;
  const lf = bare.replaceAll('\r\n', '\n');
  const encoding: readonly (readonly [words: string, text: string])[] = [
    ['without the byte order mark', bare],
    ['with a byte order mark', bom + bare],
    ['with line ends LF', lf],
    ['with line ends CRLF', lf.replaceAll('\n', '\r\n')],
    ['with a line end after it', `${bare}\n`],
    ['with a CRLF after it', `${bare}\r\n`],
    ['without blanks around it', bare.trim()],
  ];
  const variants = [
    ...encoding.map(([words, one]) => ({ code: 'body_encoding' as const, words, body: utf8(one) })),
    ...jsonWritings(bare).map(([words, one]) => ({ code: 'body_reserialised' as const, words, body: utf8(one) })),
  ];
  const seen = new Set([text]);
  return variants.filter((variant) => {
    const own = textOf(variant.body);
    return seen.has(own) ? false : (seen.add(own), true);
  });
}

/** How usual libraries write the same JSON. */
function jsonWritings(text: string): readonly (readonly [words: string, text: string])[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return [];
  }
  const compact = JSON.stringify(document);
  const sorted = sortKeys(document);
  const plain: (readonly [string, string])[] = [
    ['compact JSON', compact],
    ['JSON indented by 2', JSON.stringify(document, null, 2)],
    ['JSON indented by 4', JSON.stringify(document, null, 4)],
    ['JSON indented by tabs', JSON.stringify(document, null, '\t')],
    ['JSON with a blank after : and ,', spaced(document)],
    ['compact JSON with its keys sorted', JSON.stringify(sorted)],
    ['JSON with its keys sorted and blanks after : and ,', spaced(sorted)],
    ['JSON with its keys sorted, indented by 2', JSON.stringify(sorted, null, 2)],
  ];
  // PHP writes / as \/, and Python and PHP write what is not ASCII as \uXXXX.
  return plain.flatMap(([words, one]) => [
    [words, one] as const,
    [`${words}, letters as \\u escapes`, escapeLetters(one)] as const,
    [`${words}, slashes escaped`, one.replaceAll('/', String.raw`\/`)] as const,
    [`${words}, slashes and letters escaped`, escapeLetters(one).replaceAll('/', String.raw`\/`)] as const,
    [`${words}, with a line end after it`, `${one}\n`] as const,
  ]);
}

const escapeLetters = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, one]) => [name, sortKeys(one)]),
  );
}

/** As Python's `json.dumps` writes it. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${spaced(one)}`)
    .join(', ')}}`;
}
