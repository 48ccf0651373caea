import { lateDateFormat } from '../late-date-format.ts';

const day = lateDateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' });

/** "14 Nov", in UTC. */
export const dayWords = (at: number): string => day.format(at);

const minute = lateDateFormat({ hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

export interface MissingOfDay {
  readonly missingSide: 'left' | 'right';
  /** Any time of the day. */
  readonly dayAt: number;
  /** The first and the last row that is missing. */
  readonly fromAt: number;
  readonly toAt: number;
  /** How many rows of that day are missing, and how many each side has. */
  readonly missing: number;
  readonly there: number;
  readonly other: number;
}

/** What rows of one day that are missing share. A whole day is said to be lacking only when the other side has no row of it. */
export function missingDayWords(day: MissingOfDay): { readonly words: string; readonly likely: string } {
  const { missingSide, dayAt, fromAt, toAt } = day;
  const [from, to] = [minute.format(fromAt), minute.format(toAt)];
  const words =
    day.missing >= day.there && day.other === 0
      ? `all of ${dayWords(dayAt)}`
      : from === to
        ? `rows of ${dayWords(dayAt)}`
        : `${dayWords(dayAt)}, ${from}–${to}`;
  return {
    words,
    likely: day.other === 0 ? `${missingSide} export lacks that day` : `part of that day is missing in the ${missingSide} export`,
  };
}

/** "+ 1 h", "− 5.5 h". */
export function offsetWords(minutes: number): string {
  return `${minutes < 0 ? '−' : '+'} ${Math.abs(minutes) / 60} h`;
}
