/** What times in a search are read by. */
export interface SearchTime {
  readonly now: number;
  /** The instant at which a civil time is, where the person is. Month from 1. */
  readonly civil: (year: number, month: number, day: number, hour: number, minute: number, second: number) => number;
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
const dayMs = 86_400_000;

/** `-2d`, `2026-11-01` (for `until` the whole day counts), `2026-11-01T18:00`, with `Z` or an offset; null for anything else. */
export function readTime(value: string, field: 'since' | 'until', { now, civil }: SearchTime): number | null {
  const relative = /^-?(\d{1,6})([smhdw])$/.exec(value);
  if (relative) return now - Number(relative[1]) * (unitMs[relative[2] ?? ''] ?? 0);
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/i.exec(value);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const zone = parts[7];
  const written = Date.UTC(year, month - 1, day, hour, minute, second);
  // A day that no month has would roll over into the next one.
  if (new Date(written).getUTCDate() !== day || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return null;
  if (zone !== undefined) return written - offsetMs(zone);
  if (parts[4] !== undefined) return civil(year, month, day, hour, minute, second);
  // The next civil day, which is 23 or 25 hours later twice a year.
  const next = new Date(written + dayMs);
  return field === 'since'
    ? civil(year, month, day, 0, 0, 0)
    : civil(next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate(), 0, 0, 0);
}

function offsetMs(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** `250ms`, `1s`, `1.5s`, `2m` in milliseconds; a number alone is milliseconds. Null for anything else. */
export function readSpan(value: string): number | null {
  const [, amount, unit = 'ms'] = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m)?$/i.exec(value) ?? [];
  if (amount === undefined) return null;
  return Number(amount) * ({ ms: 1, s: 1_000, m: 60_000 }[unit.toLowerCase()] ?? 1);
}

/** Civil time of this computer. */
export const localCivil: SearchTime['civil'] = (year, month, day, hour, minute, second) =>
  new Date(year, month - 1, day, hour, minute, second).getTime();
