import type { ReadableBody } from '../../../shared/domain/answers/line-index.ts';
import { createEventStreamReader, type StreamedEvent, type StreamPlace } from '../../../shared/domain/console/event-stream.ts';

/** Where a page of events may begin to be read. */
interface EventMark {
  /** Events before it. */
  readonly events: number;
  /** In bytes; the id as bytes too. */
  readonly place: StreamPlace;
}

/** Where the events of a kept stream lie: a mark for each piece, so that any page of them is there without reading what comes before. */
export interface EventIndex {
  readonly marks: readonly EventMark[];
  readonly total: number;
}

/** What is known before a stream was counted: where it begins. */
const begin: EventMark = { events: 0, place: { offset: 0, id: '' } };
export const uncounted: EventIndex = { marks: [begin], total: 0 };

const pieceBytes = 64 * 1024;

/** Counts the events of a stream; `onPiece` is told how far it is and may stop it by returning false. */
export function countEvents(body: ReadableBody, onPiece: (offset: number, total: number) => boolean): EventIndex {
  const marks = [begin];
  let total = 0;
  const reader = createEventStreamReader();
  for (let offset = 0; offset < body.byteLength; offset += pieceBytes) {
    total += reader.push(lettersAt(body, offset)).length;
    marks.push({ events: total, place: reader.place() });
    if (!onPiece(Math.min(body.byteLength, offset + pieceBytes), total)) break;
  }
  return { marks, total: total + (reader.end() === null ? 0 : 1) };
}

/** An event with its number, from 1. */
export interface NumberedEvent extends StreamedEvent {
  readonly number: number;
  /** The stream ended within it. */
  readonly isCutOff: boolean;
}

/** At most `count` events from a number on; of those, the ones that are found in so many bytes. */
export function readEvents(
  index: EventIndex,
  body: ReadableBody,
  from: number,
  count: number,
  mostBytes = Number.POSITIVE_INFINITY,
): NumberedEvent[] {
  const mark = index.marks.findLast(({ events }) => events < from) ?? begin;
  const last = from + count - 1;
  const reader = createEventStreamReader(mark.place);
  const found: NumberedEvent[] = [];
  let number = mark.events;
  const take = (event: StreamedEvent, isCutOff: boolean): void => {
    number += 1;
    if (number >= from && number <= last)
      found.push({ number, name: inUtf8(event.name), data: inUtf8(event.data), id: inUtf8(event.id), isCutOff });
  };
  let { offset } = mark.place;
  const end = Math.min(body.byteLength, offset + mostBytes);
  for (; number < last && offset < end; offset += pieceBytes) for (const event of reader.push(lettersAt(body, offset))) take(event, false);
  const unfinished = number < last && end === body.byteLength ? reader.end() : null;
  if (unfinished !== null) take(unfinished, true);
  return found;
}

const byteOrderMark = '\u00EF\u00BB\u00BF';

/** A letter for each byte, so that the places of letters are those of bytes. A byte order mark reads as a line that says nothing. */
function lettersAt(body: ReadableBody, offset: number): string {
  const bytes = body.read(offset, pieceBytes);
  const letters = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return offset === 0 && letters.startsWith(byteOrderMark) ? `:\n\n${letters.slice(byteOrderMark.length)}` : letters;
}

const inUtf8 = (letters: string): string => Buffer.from(letters, 'latin1').toString('utf8');
