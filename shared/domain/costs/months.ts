/** A calendar month in UTC: "2026-10". */
export type Month = string;

export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

export const monthOf = (at: number): Month => new Date(at).toISOString().slice(0, 7);

/** The month `by` months later; earlier when negative. */
export function addMonths(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return monthOf(Date.UTC(year, number - 1 + by, 1));
}

export const monthStart = (month: Month): number => Date.parse(`${month}-01T00:00:00Z`);
export const monthEnd = (month: Month): number => monthStart(addMonths(month, 1));

/** "October 2026". */
export const monthWords = (month: Month): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(monthStart(month));

/** "October". */
export const monthName = (month: Month): string => monthWords(month).split(' ')[0] ?? month;

/** Mondays to Fridays between two times, by the share of each day that lies in it. */
export function workingDays(fromAt: number, toAt: number): number {
  const dayMs = 86_400_000;
  let days = 0;
  for (let day = Math.floor(fromAt / dayMs) * dayMs; day < toAt; day += dayMs) {
    const weekday = new Date(day).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    days += (Math.min(toAt, day + dayMs) - Math.max(fromAt, day)) / dayMs;
  }
  return days;
}
