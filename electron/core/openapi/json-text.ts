import type { JsonPath } from './json-value.ts';

/**
 * Where things stand in the text of a JSON file. `JSON.parse` is fast but forgets positions, and its messages about them
 * differ between runtimes; this scanner is run only when a fault or a warning needs a line.
 */

const space = /[ \t\r\n]*/y;
// JSON forbids these control characters in strings (RFC 8259 section 7).
// oxlint-disable-next-line no-control-regex
const stringToken = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const scalarToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function endOf(token: RegExp, text: string, at: number): number {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : -1;
}

/** The offset of the first place where the text stops being JSON, and what was expected there; null for valid JSON. */
export function findJsonError(text: string): { offset: number; expected: string } | null {
  const open: ('{' | '[')[] = [];
  let state: 'value' | 'first key' | 'key' | 'first item' | 'after' = 'value';
  let at = 0;
  for (;;) {
    at = endOf(space, text, at);
    const char = text[at];
    const holder = open.at(-1);
    if (state === 'after') {
      if (holder === undefined) return at === text.length ? null : { offset: at, expected: 'the end of the file' };
      if (char === (holder === '{' ? '}' : ']')) {
        open.pop();
        at += 1;
        continue;
      }
      if (char !== ',') return { offset: at, expected: holder === '{' ? 'a comma or }' : 'a comma or ]' };
      at += 1;
      state = holder === '{' ? 'key' : 'value';
      continue;
    }
    if ((state === 'first key' && char === '}') || (state === 'first item' && char === ']')) {
      open.pop();
      at += 1;
      state = 'after';
      continue;
    }
    if (state === 'key' || state === 'first key') {
      const end = endOf(stringToken, text, at);
      if (end < 0) return { offset: at, expected: 'a key in double quotes' };
      at = endOf(space, text, end);
      if (text[at] !== ':') return { offset: at, expected: 'a colon' };
      at += 1;
      state = 'value';
      continue;
    }
    if (char === '{' || char === '[') {
      open.push(char);
      at += 1;
      state = char === '{' ? 'first key' : 'first item';
      continue;
    }
    const end = endOf(char === '"' ? stringToken : scalarToken, text, at);
    if (end < 0) return { offset: at, expected: 'a value' };
    at = end;
    state = 'after';
  }
}

/** The offset past the value that starts at `at`; the text is known to be valid JSON. */
function skipValue(text: string, start: number): number {
  let at = start;
  let depth = 0;
  do {
    at = endOf(space, text, at);
    const char = text[at];
    if (char === '{' || char === '[') {
      depth += 1;
      at += 1;
    } else if (char === '}' || char === ']') {
      depth -= 1;
      at += 1;
    } else if (char === ',' || char === ':') at += 1;
    else {
      const end = endOf(char === '"' ? stringToken : scalarToken, text, at);
      if (end < 0) return text.length;
      at = end;
    }
  } while (depth > 0 && at < text.length);
  return at;
}

/** The offset of the key or item at `path` in valid JSON text, or of the deepest part of the path that exists. */
export function offsetOfPath(text: string, path: JsonPath): number {
  let at = endOf(space, text, 0);
  let found = at;
  for (const part of path) {
    const isMap = text[at] === '{';
    if (!isMap && text[at] !== '[') return found;
    at = endOf(space, text, at + 1);
    let index = 0;
    for (;;) {
      if (at >= text.length || text[at] === '}' || text[at] === ']') return found;
      const start = at;
      let isHit = !isMap && index === Number(part);
      if (isMap) {
        const end = endOf(stringToken, text, at);
        isHit = JSON.parse(text.slice(at, end)) === String(part);
        at = endOf(space, text, endOf(space, text, end) + 1);
      }
      if (isHit) {
        found = start;
        break;
      }
      at = endOf(space, text, skipValue(text, at));
      if (text[at] === ',') at = endOf(space, text, at + 1);
      index += 1;
    }
  }
  return found;
}

/** Line and column, both from 1, of an offset in a text. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  // Not indexOf: past the last line break it reads on to the end of a text that may have 30 MB.
  for (let at = 0; at < offset; at += 1) {
    if (text.charCodeAt(at) !== 10) continue;
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
