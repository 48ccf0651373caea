/**
 * Finds the lines of a laid-out body in the bytes as they came, from any place on: so that line 4,000,000 of 100 MB is shown without
 * laying out what lies before it. Lines count as `prettyJson` lays JSON out (one value or bracket each), or as the text breaks them.
 * Bytes are those of UTF-8 or of any charset that has ASCII in its place.
 */
export type LineWay = 'json' | 'plain';

/** Where a scan stands. Plain numbers, so that it can lie in shared memory. */
export interface ScanState {
  /** Line, from 0, that the next byte belongs to. */
  line: number;
  depth: number;
  isInString: boolean;
  isEscaped: boolean;
  /** After an opening bracket of which it is not known yet whether it is closed at once. */
  isAfterOpen: boolean;
}

export const startState = (): ScanState => ({ line: 0, depth: 0, isInString: false, isEscaped: false, isAfterOpen: false });

const [quote, backslash, comma, openBrace, closeBrace, openBracket, closeBracket, newLine, space] = [
  34, 92, 44, 123, 125, 91, 93, 10, 32,
] as const;

/** Told of each line that begins: its number, where in the bytes, and how deep it is indented. */
export type OnLine = (line: number, offset: number, depth: number) => void;

const nobody: OnLine = () => undefined;

/** Moves the state over `bytes[from, to)`. `base` is the place of `bytes[0]` in the body. */
export function scanLines(
  way: LineWay,
  state: ScanState,
  bytes: Uint8Array,
  from: number,
  to: number,
  base = 0,
  onLine: OnLine = nobody,
): void {
  if (way === 'plain') scanPlain(state, bytes, from, to, base, onLine);
  else scanJson(state, bytes, from, to, base, onLine);
}

function scanPlain(state: ScanState, bytes: Uint8Array, from: number, to: number, base: number, onLine: OnLine): void {
  for (let at = bytes.indexOf(newLine, from); at !== -1 && at < to; at = bytes.indexOf(newLine, at + 1)) {
    state.line += 1;
    onLine(state.line, base + at + 1, 0);
  }
}

function scanJson(state: ScanState, bytes: Uint8Array, from: number, to: number, base: number, onLine: OnLine): void {
  let { line, depth, isInString, isEscaped, isAfterOpen } = state;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (isInString) {
      if (isEscaped) isEscaped = false;
      else if (byte === backslash) isEscaped = true;
      else if (byte === quote) isInString = false;
      continue;
    }
    if (byte <= space) continue;
    const isClosing = byte === closeBrace || byte === closeBracket;
    if (isAfterOpen) {
      isAfterOpen = false;
      if (isClosing) continue;
      line += 1;
      depth += 1;
      onLine(line, base + at, depth);
    }
    if (byte === quote) isInString = true;
    else if (byte === openBrace || byte === openBracket) isAfterOpen = true;
    else if (isClosing) {
      if (depth > 0) depth -= 1;
      line += 1;
      onLine(line, base + at, depth);
    } else if (byte === comma) {
      line += 1;
      onLine(line, base + at + 1, depth);
    }
  }
  state.line = line;
  state.depth = depth;
  state.isInString = isInString;
  state.isEscaped = isEscaped;
  state.isAfterOpen = isAfterOpen;
}

/** One line of JSON as it is laid out, from the text between the line's beginning and the next one's. */
export function layOutLine(raw: string, depth: number): string {
  let out = '  '.repeat(depth);
  let isInString = false;
  let begin = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const letter = raw.charAt(at);
    if (isInString) {
      if (letter === '\\') at += 1;
      else if (letter === '"') isInString = false;
      continue;
    }
    if (letter === '"') isInString = true;
    else if (letter === ':') {
      out += `${raw.slice(begin, at)}: `;
      begin = at + 1;
    } else if (letter <= ' ') {
      out += raw.slice(begin, at);
      begin = at + 1;
    }
  }
  return out + raw.slice(begin);
}
