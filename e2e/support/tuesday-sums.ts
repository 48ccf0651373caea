// What a Tuesday's figures must be, reckoned here and written as the window writes them.
import { expect } from '@playwright/test';

export interface CheckResult {
  readonly startedAt: number;
  readonly outcome: string;
}

/** Slots of the monitor’s interval: bad when a check in it failed, else good when one passed. */
export function slotsOf(results: readonly CheckResult[], intervalS: number): { good: number; bad: number } {
  const failed = new Set<number>();
  const passed = new Set<number>();
  for (const { startedAt, outcome } of results) {
    if (outcome === 'fail' || outcome === 'pass') (outcome === 'fail' ? failed : passed).add(Math.floor(startedAt / (intervalS * 1000)));
  }
  return { good: [...passed].filter((slot) => !failed.has(slot)).length, bad: failed.size };
}

/** 1234567 EUR is "12,345.67", 1234567 JPY "1,234,567". */
export function money(minor: number, currency: 'EUR' | 'JPY'): string {
  const digits = currency === 'EUR' ? 2 : 0;
  return (minor / 10 ** digits).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The bridge’s rows in figures lead from this sum to that one, and leave nothing over. */
export function expectBridge(rows: readonly string[], currency: 'EUR' | 'JPY', left: number, right: number): void {
  expect(rows[1]).toContain(money(left, currency));
  expect(rows.at(-2)).toContain(money(right, currency));
  expect(rows.at(-1)).toBe(`Unexplained ${money(0, currency)}`);
}

/** "10 Jan 2027". */
export const dayOf = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at);

/** "Sun 10 Jan". */
export const shortOf = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at).replace(',', '');
