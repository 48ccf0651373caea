/** What a text's bytes are written in. */
export interface Charset {
  /** A label of the Encoding standard that `TextDecoder` knows: "utf-8", "windows-1252". */
  readonly name: string;
  readonly from: 'byte order mark' | 'header' | 'text' | 'usual';
  /** What the answer called it, when nobody knows that name. */
  readonly unknown: string | null;
}

/** UTF-32 is not among them: the Encoding standard has none, and browsers do not read it. */
const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];
const declared = /^\s*<\?xml[^>]*encoding=["']([\w.:-]+)["']|<meta[^>]+charset=["']?([\w.:-]+)/i;
const looked = 1024;

/**
 * Text that is mostly ASCII in UTF-16 without a mark: every other byte is zero (RFC 4627, section 3, for JSON). Only for what says that it
 * is text, since numbers in binary look alike.
 */
function wideWithoutMark(mediaType: string | null, bytes: Uint8Array): string | null {
  if (bytes.length < 4 || !/\b(?:json|xml|text|javascript)\b/i.test(mediaType ?? '')) return null;
  const isZero = [0, 1, 2, 3].map((at) => bytes[at] === 0);
  if (isZero[1] && isZero[3] && !isZero[0] && !isZero[2]) return 'utf-16le';
  return isZero[0] && isZero[2] && !isZero[1] && !isZero[3] ? 'utf-16be' : null;
}

/** The charset of an answer: its byte order mark, then its header, then what an XML or HTML text says of itself, then UTF-8. */
export function charsetOf(mediaType: string | null, bytes: Uint8Array): Charset {
  const marked = marks.find(([mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return { name: marked[1], from: 'byte order mark', unknown: null };
  const named = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(mediaType ?? '')?.[1];
  if (named !== undefined) return known(named, 'header');
  const wide = wideWithoutMark(mediaType, bytes);
  if (wide !== null) return { name: wide, from: 'text', unknown: null };
  if (!/\b(json|csv)\b/i.test(mediaType ?? '')) {
    const [, xml, html] = declared.exec(new TextDecoder('latin1').decode(bytes.subarray(0, looked))) ?? [];
    const said = xml ?? html;
    if (said !== undefined) return known(said, 'text');
  }
  return { name: 'utf-8', from: 'usual', unknown: null };
}

function known(label: string, from: Charset['from']): Charset {
  try {
    return { name: new TextDecoder(label).encoding, from, unknown: null };
  } catch {
    // A name that the Encoding standard does not have: shown as UTF-8, and said.
    return { name: 'utf-8', from: 'usual', unknown: label };
  }
}

/** How the letters of a charset lie in bytes, for what reads a text in the middle. */
export type Spelling = 'utf-8' | 'one byte' | 'two bytes' | 'mixed';

/** Of several bytes each, some of which may look like ASCII: a bracket in their second byte is none. */
const mixed: ReadonlySet<string> = new Set(['gbk', 'gb18030', 'big5', 'shift_jis', 'iso-2022-jp', 'euc-jp', 'euc-kr']);

export function spellingOf({ name }: Pick<Charset, 'name'>): Spelling {
  if (name === 'utf-8') return 'utf-8';
  if (name.startsWith('utf-16')) return 'two bytes';
  return mixed.has(name) ? 'mixed' : 'one byte';
}

/** The text of a body; bytes that are none in its charset become U+FFFD. A byte order mark is left out. */
export const decodeText = (charset: Pick<Charset, 'name'>, bytes: Uint8Array): string => new TextDecoder(charset.name).decode(bytes);

/** The beginning of a text that goes on: a letter that is cut in two at the end is left out. */
export const decodeBeginning = (charset: Pick<Charset, 'name'>, bytes: Uint8Array): string =>
  new TextDecoder(charset.name).decode(bytes, { stream: true });
