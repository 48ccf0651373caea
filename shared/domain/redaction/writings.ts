/** How a text is written in what is searched, one character each: as it is, or as the bytes of a charset. Null where it cannot be. */
export type Writing = (text: string) => string | null;

export const asItIs: Writing = (text) => text;

/** UTF-16 as its bytes, each a character: the low byte first, and the high byte first. */
export const wideWritings: readonly [Writing, Writing] = [
  (text) => inUnits(text, (code) => String.fromCharCode(code & 0xff, code >> 8)),
  (text) => inUnits(text, (code) => String.fromCharCode(code >> 8, code & 0xff)),
];

/** UTF-32 as its bytes: the low byte first, and the high byte first. */
export const widestWritings: readonly Writing[] = [
  (text) => inPoints(text, (code) => String.fromCharCode(code & 0xff, (code >> 8) & 0xff, code >> 16, 0)),
  (text) => inPoints(text, (code) => String.fromCharCode(0, code >> 16, (code >> 8) & 0xff, code & 0xff)),
];

function inPoints(text: string, write: (code: number) => string): string {
  return Array.from(text, (char) => write(char.codePointAt(0) ?? 0)).join('');
}

function inUnits(text: string, write: (code: number) => string): string {
  let written = '';
  for (let at = 0; at < text.length; at += 1) written += write(text.charCodeAt(at));
  return written;
}
