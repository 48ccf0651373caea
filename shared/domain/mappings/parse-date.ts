import { compileDateFormat, wallMs, type DateParts } from './date-format.ts';
import type { Step } from './mapping-spec.ts';
import { Refusal } from './refusal.ts';
import { dayIn, zoneClock } from './zone-offset.ts';

type ParseDate = Extract<Step, { do: 'parse_date' }>;

/** A moment as text: `2026-11-20T13:14:02Z`, with milliseconds only when there are some. */
export function instantText(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

const dayText = ({ year, month, day }: DateParts): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Compiles the step; `wanted` is what the destination keeps: a moment in UTC, or a calendar day. Throws for a bad format or zone. */
export function compileParseDate(step: ParseDate, wanted: 'instant' | 'date'): (value: unknown) => string | Refusal {
  const readers = step.formats.map(compileDateFormat);
  const clock = zoneClock(step.zone);
  return (value) => {
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : null;
    if (text === null) return new Refusal('not_a_date', value);
    let parts: DateParts | null = null;
    for (const read of readers) {
      parts = read(text);
      if (parts) break;
    }
    if (!parts) return new Refusal('not_a_date', value);
    if (wanted === 'date' && parts.offsetMs === null) return dayText(parts);
    const wall = wallMs(parts);
    const ms = parts.offsetMs === null ? clock(wall, step.twice, step.never) : wall - parts.offsetMs;
    if (ms === 'twice') return new Refusal('hour_twice', value);
    if (ms === 'never') return new Refusal('hour_never', value);
    // Four digits of a year are what ISO 8601 and every reader of it agree on.
    if (ms < -62_135_596_800_000 || ms > 253_402_300_799_999) return new Refusal('not_a_date', value);
    return wanted === 'date' ? dayIn(step.zone, ms) : instantText(ms);
  };
}
