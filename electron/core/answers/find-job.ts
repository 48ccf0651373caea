import { scanLines, startState, type LineWay } from '../../../shared/domain/answers/line-scanner.ts';
import type { ReadableBody } from '../../../shared/domain/answers/line-index.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { withBody, type BodySource } from './open-body.ts';

export interface FindInput {
  readonly source: BodySource;
  readonly way: LineWay;
  readonly text: string;
  /** Upper and lower case are told apart. */
  readonly isExact: boolean;
}

export interface Found {
  readonly total: number;
  /** The lines with a hit, the first ones. */
  readonly lines: number[];
}

const pieceBytes = 1024 * 1024;
const mostLines = 5_000;

/** Finds a text in a body of any size, with the lines where it stands. */
export const findJob = defineJob<FindInput, Found>((input, { signal, progress }) =>
  withBody(input.source, (body) =>
    findInBody(body, input, (offset) => {
      progress(offset / body.byteLength, 'Looking');
      return !signal.aborted;
    }),
  ),
);

/** Finds a text, given in UTF-8, piece by piece; `onPiece` may stop it. */
export function findInBody(
  body: ReadableBody,
  { way, text, isExact }: Pick<FindInput, 'way' | 'text' | 'isExact'>,
  onPiece: (offset: number) => boolean,
): Found {
  const needle = Buffer.from(text);
  const found: { total: number; lines: number[] } = { total: 0, lines: [] };
  const state = startState();
  for (let offset = 0; offset < body.byteLength; offset += pieceBytes) {
    const own = Math.min(pieceBytes, body.byteLength - offset);
    // A hit may reach into the next piece; it counts where it begins.
    const bytes = Buffer.from(body.read(offset, own + needle.length - 1));
    let scanned = 0;
    for (const at of hitsIn(bytes, needle, text, isExact)) {
      if (at >= own) break;
      found.total += 1;
      if (found.lines.length >= mostLines) continue;
      scanLines(way, state, bytes, scanned, at);
      scanned = at;
      // What follows an opening bracket begins a line that the scanner has not seen yet.
      const line = state.line + (way === 'json' && state.isAfterOpen ? 2 : 1);
      if (found.lines.at(-1) !== line) found.lines.push(line);
    }
    scanLines(way, state, bytes, scanned, own);
    if (!onPiece(offset + own)) return found;
  }
  return found;
}

function* hitsIn(bytes: Buffer, needle: Buffer, text: string, isExact: boolean): Generator<number> {
  if (isExact) {
    for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + needle.length)) yield at;
    return;
  }
  // Letter by byte, so that places stay what they are; what only looks alike in bytes is sorted out after.
  const haystack = bytes.toString('latin1').toLowerCase();
  const wanted = needle.toString('latin1').toLowerCase();
  const lower = text.toLowerCase();
  for (let at = haystack.indexOf(wanted); at !== -1; at = haystack.indexOf(wanted, at + 1)) {
    if (bytes.toString('utf8', at, at + needle.length).toLowerCase() === lower) yield at;
  }
}
