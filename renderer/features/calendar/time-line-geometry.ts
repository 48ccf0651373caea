import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { firstLetters, letterCount } from '../../ui/letter-count.ts';
import { dayMs, dayOf } from './calendar-dates.ts';

export interface Range {
  /** First instant shown. */
  readonly from: number;
  /** First instant no longer shown. */
  readonly until: number;
}

/** The month of `now` and the two after it, in UTC. */
export function quarterOf(now: number): Range {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { from: Date.UTC(year, month, 1), until: Date.UTC(year, month + 3, 1) };
}

/** Where an instant lies between `left` and `right`; beyond the range it lies beyond them. */
export function position(at: number, range: Range, left: number, right: number): number {
  return left + ((at - range.from) / (range.until - range.from)) * (right - left);
}

/** Midnights UTC of the Mondays in a range. */
export function mondays(range: Range): number[] {
  const first = dayOf(range.from);
  const weekday = (new Date(first).getUTCDay() + 6) % 7;
  const found: number[] = [];
  for (let at = first + ((7 - weekday) % 7) * dayMs; at < range.until; at += 7 * dayMs) found.push(at);
  return found;
}

/** Firsts of the months in a range. */
export function months(range: Range): number[] {
  const start = new Date(range.from);
  const found: number[] = [];
  for (let step = 0; ; step += 1) {
    const at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + step, 1);
    if (at >= range.until) return found;
    if (at >= range.from) found.push(at);
  }
}

export type MarkShape = 'stop' | 'announced' | 'dated';

const shapes: Partial<Record<CalendarEvent['kind'], MarkShape>> = {
  sunset: 'stop',
  version_end: 'stop',
  auth_change: 'stop',
  credential_expiry: 'stop',
  deprecation: 'announced',
  contract_change: 'announced',
};

/** A diamond for what stops, a ring for what was announced, a square for everything else that has a date. */
export function shapeOf(kind: CalendarEvent['kind']): MarkShape {
  return shapes[kind] ?? 'dated';
}

export interface PlacedMark {
  readonly event: CalendarEvent;
  readonly x: number;
  readonly shape: MarkShape;
  /** Start of the bar that leads to a stop: since when it is known. Null for what has none. */
  readonly barFrom: number | null;
  /** Whether there is room in the bar to say since when. */
  readonly hasSince: boolean;
  /** Units free to the right, up to the next mark: a label is written when it fits. */
  readonly room: number;
}

export interface TimeRow {
  readonly name: string;
  readonly marks: readonly PlacedMark[];
}

/** Units that "since 12 Sept" takes, and those that a label before it may take. */
const sinceRoom = 90;
const labelRoom = 160;

/** Where the row of dates without a vendor stands. */
export const ours = 'Ours';

/** A date that an event had before it moved. */
export interface FormerDate {
  readonly eventId: string;
  readonly at: number;
}

/** Where the range is drawn, in units. */
export interface Edges {
  readonly left: number;
  readonly right: number;
}

/** One row per vendor with a date in the range, by name, the team's own last; its marks from left to right. */
export function timeRows(
  events: readonly CalendarEvent[],
  formerDates: readonly FormerDate[],
  range: Range,
  { left, right }: Edges,
): TimeRow[] {
  const byVendor = new Map<string, CalendarEvent[]>();
  for (const event of events) {
    if (event.effectiveAt === null || event.effectiveAt < range.from || event.effectiveAt >= range.until) continue;
    const name = event.vendorName ?? ours;
    byVendor.set(name, [...(byVendor.get(name) ?? []), event]);
  }
  const names = [...byVendor.keys()].toSorted((one, other) =>
    one === ours || other === ours ? Number(one === ours) - Number(other === ours) : one.localeCompare(other),
  );
  return names.map((name) => {
    const ordered = (byVendor.get(name) ?? []).toSorted((one, other) => (one.effectiveAt ?? 0) - (other.effectiveAt ?? 0));
    const xs = ordered.map((event) => position(event.effectiveAt ?? 0, range, left, right));
    const former = formerDates
      .filter((one) => ordered.some((event) => event.id === one.eventId))
      .map((one) => position(one.at, range, left, right));
    const bars = ordered.map((event, index) => barStart(event, xs[index] ?? left, range, { left, right }));
    const marks = ordered.map((event, index): PlacedMark => {
      const x = xs[index] ?? left;
      const barFrom = bars[index] ?? null;
      const after = [...xs.slice(index + 1), ...former, ...bars.filter((one) => one !== null)].filter((one) => one > x);
      const isAlone = barFrom !== null && xs.every((one) => one >= x || one < barFrom - labelRoom);
      return {
        event,
        x,
        shape: shapeOf(event.kind),
        barFrom,
        hasSince: isAlone && x - barFrom > sinceRoom,
        room: Math.min(right + 40, ...after) - x - 18,
      };
    });
    return { name, marks };
  });
}

function barStart(event: CalendarEvent, x: number, range: Range, { left, right }: Edges): number | null {
  const start = position(Math.max(event.firstSeenAt, range.from), range, left, right);
  return shapeOf(event.kind) === 'stop' && start < x ? start : null;
}

/** Units that a letter takes at 11 px, and that of a vendor at 12 px. */
export const letterUnits = { plain: 6, bold: 6.4, vendor: 6.9 } as const;

/** As much of a label as fits the room it has, or nothing when that says nothing. */
export function fittingLabel(text: string, room: number, letter: number = letterUnits.plain): string {
  const letters = Math.floor(room / letter);
  if (letterCount(text) <= letters) return text;
  return letters < 8 ? '' : `${firstLetters(text, letters - 1).trimEnd()}…`;
}
