import { grouped } from '../grouped.ts';
import { lateDateFormat } from '../late-date-format.ts';

const dayFormat = lateDateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' });
const weekdayFormat = lateDateFormat({ weekday: 'short', timeZone: 'UTC' });
const yearFormat = lateDateFormat({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "8 Dec", in UTC. */
export const dayText = (at: number): string => dayFormat.format(at);
/** "Tue 8 Dec". */
export const weekdayText = (at: number): string => `${weekdayFormat.format(at)} ${dayText(at)}`;
/** "15 Dec 2026". */
export const yearText = (at: number): string => yearFormat.format(at);

export const countText = (value: number): string => grouped(value);

/** "one", "nine", "14": words up to twelve. */
export const numberWord = (value: number): string =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'][value] ?? countText(value);

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

export const plural = (count: number, one: string, many = `${one}s`): string => `${countText(count)} ${count === 1 ? one : many}`;

/** "Refunds", "Refunds and Payouts", "Refunds, Payouts and Tax". */
export function listText(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Cut, never rounded up: 100 % never hides a failure. "99.73 %". */
export const shareText = (share: number): string => `${(Math.floor(share * 10_000 + 1e-7) / 100).toFixed(2)} %`;

/** "99.73" without the sign. */
export const shareFigure = (share: number): string => (Math.floor(share * 10_000 + 1e-7) / 100).toFixed(2);

/** Whole per cent, cut: "86 %". */
export const wholeShare = (share: number): string => `${share < 0 ? '−' : ''}${Math.floor(Math.abs(share) * 100 + 1e-7)} %`;

/** "+0.12", "−0.41", "0.00": in points of a hundred. */
export function pointsText(difference: number): string {
  const points = Math.round(difference * 10_000) / 100;
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points).toFixed(2)}`;
}
