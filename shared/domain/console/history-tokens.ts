/** Characters of the search from `from` up to `to`, from 0. */
export interface TextPlace {
  readonly from: number;
  readonly to: number;
}

/** One part of a search: a word, or `field:value`; with `-` before it, what does not hold. */
export interface HistoryToken {
  readonly isNot: boolean;
  /** As typed, in small letters; null for a word. */
  readonly field: string | null;
  /** Without its quotes. */
  readonly value: string;
  readonly isQuoted: boolean;
  /** A quote that is not closed. */
  readonly isOpen: boolean;
  readonly place: TextPlace;
  readonly valuePlace: TextPlace;
}

const quote = '"';
const space = /\s/;
/** A field has letters only; what begins an address (`https://`) or a time (`12:30`) is a word. */
const fieldAt = /^([a-z][a-z-]*):(?!\/\/)/i;

/** Cuts a search into its parts. Quotes keep spaces and colons together; `\"` stands for a quote. */
export function historyTokens(text: string): HistoryToken[] {
  const tokens: HistoryToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (space.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const from = at;
    const isNot = text.charAt(at) === '-' && /\S/.test(text.charAt(at + 1));
    if (isNot) at += 1;
    const field = fieldAt.exec(text.slice(at))?.[1] ?? null;
    if (field !== null) at += field.length + 1;
    const value = readValue(text, at);
    tokens.push({
      isNot,
      field: field?.toLowerCase() ?? null,
      value: value.text,
      isQuoted: value.isQuoted,
      isOpen: value.isOpen,
      place: { from, to: value.end },
      valuePlace: { from: at, to: value.end },
    });
    at = value.end;
  }
  return tokens;
}

function readValue(text: string, from: number): { text: string; end: number; isQuoted: boolean; isOpen: boolean } {
  let value = '';
  let at = from;
  if (text.charAt(at) !== quote) {
    while (at < text.length && !space.test(text.charAt(at))) at += 1;
    return { text: text.slice(from, at), end: at, isQuoted: false, isOpen: false };
  }
  at += 1;
  while (at < text.length && text.charAt(at) !== quote) {
    if (text.charAt(at) === '\\' && /["\\]/.test(text.charAt(at + 1))) at += 1;
    value += text.charAt(at);
    at += 1;
  }
  return { text: value, end: Math.min(at + 1, text.length), isQuoted: true, isOpen: at >= text.length };
}

/** A value as it is typed: in quotes where it would fall apart, or would be read as something else. */
export function quotedValue(value: string): string {
  // Behind a colon two slashes would make an address of the field.
  const isPlain = value !== '' && !/[\s"|,]|^\/\//.test(value);
  return isPlain ? value : `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** A word as it is typed: what looks like a field, or is left out by a minus, stands in quotes. */
export function quotedWord(word: string): string {
  return fieldAt.test(word) || word.startsWith('-') || word.startsWith(quote)
    ? `"${word.replaceAll(/["\\]/g, String.raw`\$&`)}"`
    : quotedValue(word);
}
