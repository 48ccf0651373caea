import { decodeText, spellingOf } from '../../../shared/domain/answers/charset.ts';
import type { ReadableBody } from '../../../shared/domain/answers/line-index.ts';
import { scanLines, startState, type LineWay } from '../../../shared/domain/answers/line-scanner.ts';
import { placedText } from '../../../shared/domain/answers/placed-text.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { withBody, type BodySource } from './open-body.ts';

export interface FindInput {
  readonly source: BodySource;
  readonly charset: string;
  /** How its lines are counted. */
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

type Wanted = Pick<FindInput, 'charset' | 'way' | 'text' | 'isExact'>;

/** Finds a text piece by piece; `onPiece` may stop it. */
export function findInBody(body: ReadableBody, wanted: Wanted, onPiece: (offset: number) => boolean): Found {
  const { charset, way, text, isExact } = wanted;
  const spelling = spellingOf({ name: charset });
  if (spelling === 'mixed') return findByLines(body, wanted, onPiece);
  const { scanned, bytesPerPlace } = placedText(body, { name: charset });
  const needle = Buffer.from(text);
  const length = spelling === 'utf-8' ? needle.length : text.length;
  const found: { total: number; lines: number[] } = { total: 0, lines: [] };
  const state = startState();
  for (let offset = 0; offset < scanned.byteLength; offset += pieceBytes) {
    const own = Math.min(pieceBytes, scanned.byteLength - offset);
    // A hit may reach into the next piece; it counts where it begins.
    const reach = own + length - 1;
    const bytes = Buffer.from(scanned.read(offset, reach));
    const hits =
      spelling === 'utf-8'
        ? hitsInUtf8(bytes, needle, text, isExact)
        : hitsInLetters(lettersOf(body.read(offset * bytesPerPlace, reach * bytesPerPlace), charset), text, isExact);
    let at = 0;
    for (const hit of hits) {
      if (hit >= own) break;
      found.total += 1;
      if (found.lines.length >= mostLines) continue;
      scanLines(way, state, bytes, at, hit);
      at = hit;
      // What follows an opening bracket begins a line that the scanner has not seen yet.
      const line = state.line + (way === 'json' && state.isAfterOpen ? 2 : 1);
      if (found.lines.at(-1) !== line) found.lines.push(line);
    }
    scanLines(way, state, bytes, at, own);
    if (!onPiece((offset + own) * bytesPerPlace)) return found;
  }
  return found;
}

function* hitsInUtf8(bytes: Buffer, needle: Buffer, text: string, isExact: boolean): Generator<number> {
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

/** One letter for each place, also for what is no text: so the place of a hit is its place in the body. */
function lettersOf(bytes: Uint8Array, charset: string): string {
  if (!charset.startsWith('utf-16')) return decodeText({ name: charset }, bytes);
  const wide = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return (charset === 'utf-16be' ? wide.swap16() : wide).toString('utf16le');
}

function* hitsInLetters(letters: string, text: string, isExact: boolean): Generator<number> {
  // By a pattern: lower case of a whole text may be longer than the text.
  const pattern = new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), isExact ? 'g' : 'gi');
  for (const { index } of letters.matchAll(pattern)) yield index;
}

/** In a charset whose letters have one byte or more, line by line. */
function findByLines(body: ReadableBody, { charset, text, isExact }: Wanted, onPiece: (offset: number) => boolean): Found {
  const found: { total: number; lines: number[] } = { total: 0, lines: [] };
  let line = 1;
  let rest = Buffer.alloc(0);
  const look = (bytes: Uint8Array): void => {
    const hits = [...hitsInLetters(decodeText({ name: charset }, bytes), text, isExact)].length;
    found.total += hits;
    if (hits > 0 && found.lines.length < mostLines && found.lines.at(-1) !== line) found.lines.push(line);
  };
  for (let offset = 0; offset < body.byteLength; offset += pieceBytes) {
    const bytes = Buffer.concat([rest, body.read(offset, pieceBytes)]);
    let begin = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, begin)) {
      look(bytes.subarray(begin, end));
      line += 1;
      begin = end + 1;
    }
    rest = bytes.subarray(begin);
    // A line without an end is not kept for ever.
    if (rest.length > pieceBytes) {
      look(rest);
      rest = Buffer.alloc(0);
    }
    if (!onPiece(Math.min(body.byteLength, offset + pieceBytes))) return found;
  }
  look(rest);
  return found;
}
