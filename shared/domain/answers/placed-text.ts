import { decodeBeginning, decodeText, spellingOf, type Charset } from './charset.ts';
import type { ReadableBody } from './line-index.ts';
import type { LineWay } from './line-scanner.ts';

/**
 * A text that is read from anywhere. Its places are bytes, and units of two bytes for UTF-16, so that one byte at each place tells
 * whether a bracket, a quote or the end of a line stands there.
 */
export interface PlacedText {
  /** One byte for each place: ASCII as it is, anything else as a byte that is no ASCII. */
  readonly scanned: ReadableBody;
  readonly bytesPerPlace: 1 | 2;
  /** The text from a place on. */
  text(from: number, length: number): string;
}

const notAscii = 0xff;

export function placedText(body: ReadableBody, charset: Pick<Charset, 'name'>): PlacedText {
  const isWide = spellingOf(charset) === 'two bytes';
  const size = isWide ? 2 : 1;
  const places = Math.ceil(body.byteLength / size);
  const scanned: ReadableBody = isWide
    ? {
        byteLength: places,
        read: (offset, length) => narrowed(body.read(offset * 2, Math.min(length, places - offset) * 2), charset.name === 'utf-16be'),
      }
    : body;
  return {
    scanned,
    bytesPerPlace: size,
    text: (from, length) => {
      const bytes = body.read(from * size, length * size);
      return from + length < places ? decodeBeginning(charset, bytes) : decodeText(charset, bytes);
    },
  };
}

/** JSON is laid out by its brackets; where bytes of a letter may look like one, the lines of the text itself have to do. */
export const lineWayOf = (kind: string, charset: Pick<Charset, 'name'>): LineWay =>
  kind === 'json' && spellingOf(charset) !== 'mixed' ? 'json' : 'plain';

function narrowed(wide: Uint8Array, isBigEnd: boolean): Uint8Array {
  const [high, low] = isBigEnd ? [0, 1] : [1, 0];
  const out = new Uint8Array(Math.ceil(wide.length / 2));
  for (let at = 0; at < out.length; at += 1) {
    const letter = wide[at * 2 + low] ?? notAscii;
    out[at] = wide[at * 2 + high] === 0 && letter < 0x80 ? letter : notAscii;
  }
  return out;
}
