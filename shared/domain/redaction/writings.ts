/** How a text is written in what is searched, one character each: as it is, or as the bytes of a charset. Null where it cannot be. */
export type Writing = (text: string) => string | null;

export const asItIs: Writing = (text) => text;

/** UTF-16 as its bytes, each a character: the low byte first, and the high byte first. */
export const wideWritings: readonly [Writing, Writing] = [
  (text) => inUnits(text, (code) => String.fromCharCode(code & 0xff, code >> 8)),
  (text) => inUnits(text, (code) => String.fromCharCode(code >> 8, code & 0xff)),
];

function inUnits(text: string, write: (code: number) => string): string {
  let written = '';
  for (let at = 0; at < text.length; at += 1) written += write(text.charCodeAt(at));
  return written;
}
