/** `{{name}}` in a text: which name, and where it stands. */
export interface Placeholder {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface PlaceholderFault {
  readonly kind: 'unclosed' | 'empty' | 'bad_name';
  /** What stands there. */
  readonly text: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

const goodName = /^\$?[A-Za-z_][\w.-]*$/;
const longestShown = 40;

/** Reads the `{{placeholders}}` of a text, left to right; `\\{{` stands for two braces that are meant as they are. A fault names the first one that cannot be read. */
export function readPlaceholders(text: string): { readonly found: readonly Placeholder[]; readonly fault: PlaceholderFault | null } {
  const found: Placeholder[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('{{', from);
    if (start === -1) return { found, fault: null };
    if (text[start - 1] === '\\') {
      from = start + 2;
      continue;
    }
    const end = text.indexOf('}}', start + 2);
    const inner = end === -1 ? null : text.slice(start + 2, end);
    // Two braces that open objects or templates of another kind: `{{"a":1}}` is no placeholder.
    if (inner !== null && /^\s*["[{]/.test(inner)) {
      from = start + 1;
      continue;
    }
    const faultOf = (kind: PlaceholderFault['kind'], shown: string): PlaceholderFault => ({
      kind,
      text: shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown,
      ...placeIn(text, start),
    });
    if (inner === null || /[\r\n]|\{\{/.test(inner)) {
      return { found, fault: faultOf('unclosed', text.slice(start).split(/[\r\n]/)[0] ?? '{{') };
    }
    const name = inner.trim();
    if (name === '') return { found, fault: faultOf('empty', text.slice(start, end + 2)) };
    if (!goodName.test(name)) return { found, fault: faultOf('bad_name', text.slice(start, end + 2)) };
    found.push({ name, start, end: end + 2 });
    from = end + 2;
  }
}

/** Line and column of an offset, both from 1. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The text with each placeholder replaced; `valueOf` is told where it stands. */
export function fillPlaceholders(text: string, found: readonly Placeholder[], valueOf: (placeholder: Placeholder) => string): string {
  let filled = '';
  let from = 0;
  for (const placeholder of found) {
    filled += plain(text.slice(from, placeholder.start)) + valueOf(placeholder);
    from = placeholder.end;
  }
  return filled + plain(text.slice(from));
}

const plain = (text: string): string => text.replaceAll('\\{{', '{{');

/** The other way: a text that came from outside, written so that it is sent as it is. */
export const asPlainText = (text: string): string => text.replaceAll('{{', '\\{{');

export const isVariableName = (name: string): boolean => /^[A-Za-z_][\w.-]*$/.test(name);
