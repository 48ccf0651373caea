import type { LedgerBreak } from '../../../shared/contract/ledger.ts';
import { formatMoney, wholeDaysBetween } from '../../ui/format.ts';

/** What a break's class means, said of the two records. */
export const classWords: Readonly<Record<LedgerBreak['class'], string>> = {
  'missing left': 'missing left',
  'missing right': 'missing right',
  differs: 'values differ',
  duplicate: 'duplicate',
};

/** "1,204.50 EUR and 41,200 JPY at risk, the oldest is 12 days old, 2 have no owner". Amounts of currencies are never added. */
export function atRiskWords(breaks: readonly LedgerBreak[], now: number): string {
  const sums = new Map<string, number>();
  for (const one of breaks) {
    if (one.amountMinor !== null && one.currency !== null)
      sums.set(one.currency, (sums.get(one.currency) ?? 0) + Math.abs(one.amountMinor));
  }
  const amounts = [...sums].map(([currency, minor]) => formatMoney(minor, currency));
  const oldest = Math.max(...breaks.map((one) => wholeDaysBetween(one.openedAt, now)));
  const ownerless = breaks.filter((one) => one.ownerName === null).length;
  const parts = [
    amounts.length === 0
      ? null
      : `${amounts.length === 1 ? amounts[0] : `${amounts.slice(0, -1).join(', ')} and ${amounts.at(-1)}`} at risk`,
    oldest < 1 ? 'all from today' : `the oldest is ${oldest === 1 ? '1 day' : `${oldest} days`} old`,
    ownerless === 0 ? null : ownerless === 1 ? 'one has no owner' : `${ownerless} have no owner`,
  ].filter((part) => part !== null);
  return parts.join(' · ');
}

/** Whether every word of a filter stands somewhere in a break. */
export function fitsBreak(one: LedgerBreak, text: string): boolean {
  const haystack = [one.key, one.ledgerName, one.class, one.field, one.left, one.right, one.ownerName].join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
