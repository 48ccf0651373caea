/** One event of a `text/event-stream`. */
export interface StreamedEvent {
  /** "message" when the stream gives none. */
  readonly name: string;
  readonly data: string;
  readonly id: string;
}

/** Reads events out of the text of a stream as it comes (HTML Standard, section 9.2.6 "Interpreting an event stream"). */
export interface EventStreamReader {
  /** The events that this piece completes. */
  push(text: string): StreamedEvent[];
}

/** A line longer than this is no event of anybody's: it is cut, so that a stream without an end of line cannot fill memory. */
const longestData = 1_000_000;

export function createEventStreamReader(): EventStreamReader {
  let rest = '';
  let isFirst = true;
  let endedWithReturn = false;
  let name = '';
  let data: string[] = [];
  let dataLength = 0;
  let id = '';

  function dispatch(): StreamedEvent | null {
    const event = data.length === 0 ? null : { name: name || 'message', data: data.join('\n'), id };
    name = '';
    data = [];
    dataLength = 0;
    return event;
  }

  function readLine(line: string): StreamedEvent | null {
    if (line === '') return dispatch();
    const cut = line.indexOf(':');
    const field = cut === -1 ? line : line.slice(0, cut);
    const value = cut === -1 ? '' : line.slice(cut + (line[cut + 1] === ' ' ? 2 : 1));
    if (field === 'event') name = value;
    else if (field === 'data' && dataLength < longestData) {
      dataLength += value.length;
      data.push(value);
    } else if (field === 'id' && !value.includes('\0')) id = value;
    return null;
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
      const lines = (rest + added).split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? '').slice(0, longestData);
      return lines.flatMap((line) => readLine(line) ?? []);
    },
  };
}
