import { lateDateFormat } from '../../shared/domain/late-date-format.ts';

/** How figures are written, everywhere the same: grouped thousands, a unit, the operator's own time zone. */
const locale = 'en-GB';
const counts = new Intl.NumberFormat(locale);
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const dayFormat = lateDateFormat({ day: 'numeric', month: 'short' });
const dayYearFormat = lateDateFormat({ day: 'numeric', month: 'short', year: 'numeric' });
const monthFormat = lateDateFormat({ month: 'long', year: 'numeric' });
const weekdayFormat = lateDateFormat({ weekday: 'short', day: 'numeric', month: 'short' });
const fullFormat = lateDateFormat({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const timeFormat = lateDateFormat({ hour: '2-digit', minute: '2-digit' });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "12,408". */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** "412 ms", "1.7 s", "2 min 5 s". */
export function formatMs(value: number): string {
  if (value < 1) return `${oneDigit.format(value)} ms`;
  if (value < 1000) return `${Math.round(value)} ms`;
  if (value < minuteMs) return `${oneDigit.format(value / 1000)} s`;
  const minutes = Math.floor(value / minuteMs);
  const seconds = Math.round((value % minuteMs) / 1000);
  return seconds === 0 ? `${counts.format(minutes)} min` : `${counts.format(minutes)} min ${seconds} s`;
}

/** "0 bytes", "812 bytes", "0.4 kB", "1.2 MB": thousands, as vendors count. */
export function formatBytes(value: number): string {
  if (value < 1000) return value === 1 ? '1 byte' : `${value} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'] as const;
  const step = Math.min(Math.floor(Math.log10(value) / 3), units.length);
  return `${oneDigit.format(value / 1000 ** step)} ${units[step - 1]}`;
}

/** "99.7 %", from 0 to 100. */
export function formatPercent(value: number): string {
  return `${oneDigit.format(value)} %`;
}

/** "14 Dec", with the year when it is not this one. */
export function formatDay(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayFormat : dayYearFormat).format(at);
}

/** "20 Nov 17:05", with the year when it is not this one. */
export function formatDayTime(at: number, now: number): string {
  return `${formatDay(at, now)} ${formatTime(at)}`;
}

/** "Mon 23 Nov". */
export function formatWeekday(at: number): string {
  return weekdayFormat.format(at);
}

/** "December 2026". */
export function formatMonth(at: number): string {
  return monthFormat.format(at);
}

/** "09:52". */
export function formatTime(at: number): string {
  return timeFormat.format(at);
}

/** "Sat 21 Nov 2026 09:52:14 CET": the absolute time, with its zone. */
export function formatInstant(at: number): string {
  return fullFormat.format(at);
}

/** "just now", "11 min ago", "today 09:52", "yesterday 18:03", "18 Nov"; "in 24 days" for what is to come. */
export function formatRelative(at: number, now: number): string {
  const ago = now - at;
  // The page's clock moves in steps: what was made since its last step is not in the future.
  if (ago > -minuteMs / 2 && ago < minuteMs) return 'just now';
  if (ago >= 0 && ago < hourMs) return `${Math.floor(ago / minuteMs)} min ago`;
  if (ago < 0 && ago > -hourMs) return `in ${Math.max(1, Math.ceil(-ago / minuteMs))} min`;
  const days = wholeDaysBetween(now, at);
  if (days === 0) return `today ${formatTime(at)}`;
  if (days === -1) return `yesterday ${formatTime(at)}`;
  if (days === 1) return `tomorrow ${formatTime(at)}`;
  if (days > 1 && days <= 60) return `in ${days} days`;
  return formatDay(at, now);
}

/** "today", "tomorrow", "in 24 days", "3 days ago": for something that has a day and no time. */
export function formatDaysAway(at: number, now: number): string {
  const days = wholeDaysBetween(now, at);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${counts.format(days)} days` : `${counts.format(-days)} days ago`;
}

/** Calendar days from one instant to another in the local zone; negative when it is past. */
export function wholeDaysBetween(fromAt: number, toAt: number): number {
  return Math.round((localDay(toAt) - localDay(fromAt)) / dayMs);
}

/** The local day as if it were one in UTC, where every day has 24 hours. */
function localDay(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

/** "1,204.50 EUR" from minor units; the currency decides how many digits follow the point (ISO 4217). */
export function formatMoney(minor: number, currency: string): string {
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    minor / 10 ** digits,
  );
  return `${amount.replace('-', '−')} ${currency}`;
}
