import { addDays, type CivilDay } from './zone-time.ts';

/** One all-day entry of an exported calendar (RFC 5545). */
export interface IcsEntry {
  readonly uid: string;
  readonly day: CivilDay;
  readonly title: string;
  /** Empty: none is written. */
  readonly description: string;
  /** Goes up with every change that whoever imported it must notice (section 3.8.7.4). */
  readonly sequence: number;
  readonly changedAt: number;
  readonly isCancelled: boolean;
  /** Rings at nine on the day. */
  readonly hasAlarm: boolean;
}

export interface IcsCalendar {
  readonly name: string;
  readonly writtenAt: number;
  readonly entries: readonly IcsEntry[];
}

const maxOctets = 75;
const encoder = new TextEncoder();

/** Writes the calendar: CRLF, folded at 75 octets, text escaped. */
export function writeIcs({ name, writtenAt, entries }: IcsCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quartermaster//Calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    // Hints only: how often a subscriber may look again (RFC 7986 section 5.7, and the older form of it).
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    'X-PUBLISHED-TTL:PT12H',
    ...entries.flatMap((entry) => entryLines(entry, writtenAt)),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}

function entryLines(entry: IcsEntry, writtenAt: number): string[] {
  const { uid, day, title, description, sequence, changedAt, isCancelled, hasAlarm } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp(writtenAt)}`,
    `LAST-MODIFIED:${stamp(changedAt)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    // The end of an all-day entry is the first day that is no longer part of it.
    `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
    `SUMMARY:${escapeText(title)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    'TRANSP:TRANSPARENT',
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(hasAlarm && !isCancelled
      ? ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(title)}`, 'TRIGGER:PT9H', 'END:VALARM']
      : []),
    'END:VEVENT',
  ];
}

/** Text as a value (section 3.3.11): what would end it or mean something in it is escaped, other controls are left out. */
export function escapeText(text: string): string {
  return (
    text
      .replaceAll('\r\n', '\n')
      .replaceAll('\r', '\n')
      .replaceAll(/[\\;,]/g, (char) => `\\${char}`)
      .replaceAll('\n', '\\n')
      .replaceAll(/\p{Cc}/gu, ' ')
      // Half a character cannot be written as UTF-8.
      .replaceAll(/\p{Cs}/gu, '\uFFFD')
  );
}

/** Folds a line at 75 octets (section 3.1), never within a character. */
export function foldLine(line: string): string {
  if (encoder.encode(line).length <= maxOctets) return line;
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const char of line) {
    const size = encoder.encode(char).length;
    // Every line but the first begins with a space that counts.
    if (octets + size > (parts.length === 0 ? maxOctets : maxOctets - 1)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += char;
    octets += size;
  }
  parts.push(part);
  return parts.join('\r\n ');
}

/** Takes folding back. */
export const unfold = (text: string): string => text.replaceAll(/\r\n[ \t]/g, '');

const compact = (day: CivilDay): string => day.replaceAll('-', '');

/** `20261121T081500Z`. */
const stamp = (at: number): string => `${new Date(at).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
