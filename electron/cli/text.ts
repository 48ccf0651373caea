/** How a piece of text is drawn on a terminal with colours. The words say the same without them. */
export type Tone = 'title' | 'quiet' | 'soon' | 'broken';
export type Text = string | { readonly text: string; readonly tone: Tone };
/** One line of output, made of one or several pieces. */
export type Line = Text | readonly Text[];

export interface Look {
  /** Columns to lay tables out for. */
  readonly width: number;
  readonly isColoured: boolean;
}

const escape = '\u001B[';
const codes: Readonly<Record<Tone, readonly [number, number]>> = { title: [1, 22], quiet: [2, 22], soon: [33, 39], broken: [31, 39] };

/**
 * Text without anything that would steer a terminal: vendors choose titles, headers and bodies, and an escape sequence
 * in one could rewrite the screen or the clipboard. Control characters and marks that turn the writing direction become
 * U+FFFD, tabs and line breaks a space.
 */
export function plain(text: string): string {
  return text.replaceAll(/[\t\r\n]+/g, ' ').replaceAll(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** The lines as they are written, each ended by a line break. Every piece goes through `plain`. */
export function render(lines: readonly Line[], look: Look): string {
  return lines
    .map(
      (line) =>
        `${piecesOf(line)
          .map((piece) => paint(piece, look))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}

const isPieces = (line: Line): line is readonly Text[] => Array.isArray(line);
const piecesOf = (line: Line): readonly Text[] => (isPieces(line) ? line : [line]);

export const wordsOf = (text: Text): string => plain(typeof text === 'string' ? text : text.text);

function paint(text: Text, look: Look): string {
  const words = wordsOf(text);
  if (typeof text === 'string' || !look.isColoured || words.trim() === '') return words;
  const [on, off] = codes[text.tone];
  return `${escape}${on}m${words}${escape}${off}m`;
}

/** A block of text from elsewhere (a body), line by line and without what steers a terminal; tabs become two spaces. */
export const blockLines = (text: string): string[] => text.split(/\r\n|\r|\n/).map((line) => line.replaceAll('\t', '  '));

interface LookSource {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

const narrowest = 80;
const widest = 120;

/**
 * How to write on a stream: as wide as its terminal within 80 to 120 columns, coloured on a terminal only. Honours
 * COLUMNS and NO_COLOR (no-color.org: any value that is not empty).
 */
export function lookOf(stream: LookSource, env: Readonly<Record<string, string | undefined>>): Look {
  const asked = Number.parseInt(env['COLUMNS'] ?? '', 10);
  const columns = stream.isTTY ? (stream.columns ?? narrowest) : Number.isNaN(asked) ? widest : asked;
  return {
    width: Math.min(widest, Math.max(narrowest, columns)),
    isColoured: stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  };
}
