/** One event of a `text/event-stream`. */
export interface StreamedEvent {
  /** "message" when the stream gives none. */
  readonly name: string;
  readonly data: string;
  readonly id: string;
}

/** Where a reader may begin again: behind an event, with the id that the next one has when it names none. */
export interface StreamPlace {
  /** Letters from the beginning of the stream. */
  readonly offset: number;
  readonly id: string;
}

/** Reads events out of the text of a stream as it comes (HTML Standard, section 9.2.6 "Interpreting an event stream"). */
export interface EventStreamReader {
  /** The events that this piece completes. */
  push(text: string): StreamedEvent[];
  /** Behind the last event that is complete. */
  place(): StreamPlace;
  /** What came of an event that the stream ended within. The standard has it thrown away; a person may want to see it. */
  end(): StreamedEvent | null;
}

/** A line longer than this is no event of anybody's: it is cut, so that a stream without an end of line cannot fill memory. */
const longestData = 1_000_000;

/** `from`: where the text that is pushed begins, when that is not the beginning of the stream. */
export function createEventStreamReader(from: StreamPlace = { offset: 0, id: '' }): EventStreamReader {
  let rest = '';
  let isFirst = from.offset === 0;
  let endedWithReturn = false;
  let name = '';
  let data: string[] = [];
  let dataLength = 0;
  let { id } = from;
  let read = from.offset;
  let place = from;

  function dispatch(): StreamedEvent | null {
    const event = data.length === 0 ? null : { name: name || 'message', data: data.join('\n'), id };
    name = '';
    data = [];
    dataLength = 0;
    return event;
  }

  function readLine(line: string): void {
    const cut = line.indexOf(':');
    const field = cut === -1 ? line : line.slice(0, cut);
    const value = cut === -1 ? '' : line.slice(cut + (line[cut + 1] === ' ' ? 2 : 1));
    if (field === 'event') name = value;
    else if (field === 'data' && dataLength < longestData) {
      dataLength += value.length;
      data.push(value);
    } else if (field === 'id' && !value.includes('\0')) id = value;
  }

  return {
    push: (text) => {
      let added = text;
      if (isFirst && added !== '') {
        isFirst = false;
        if (added.startsWith('\ufeff')) added = added.slice(1);
      }
      // The line feed of a pair that a piece ended within.
      if (endedWithReturn && added.startsWith('\n')) added = added.slice(1);
      if (added !== '') endedWithReturn = added.endsWith('\r');
      read += text.length;
      const events: StreamedEvent[] = [];
      let begin = 0;
      for (const match of added.matchAll(/\r\n|\n|\r/g)) {
        const line = rest + added.slice(begin, match.index);
        rest = '';
        begin = match.index + match[0].length;
        if (line !== '') readLine(line);
        else {
          const event = dispatch();
          if (event) events.push(event);
          place = { offset: read - added.length + begin, id };
        }
      }
      if (rest.length < longestData) rest = (rest + added.slice(begin)).slice(0, longestData);
      return events;
    },
    place: () => place,
    end: () => {
      if (rest !== '') readLine(rest);
      rest = '';
      return dispatch();
    },
  };
}
