import { formatCount } from '../../../ui/format.ts';

/** The history's title: how much there is. */
export function historyTitle(total: number, isFiltered: boolean): string {
  const exchanges = `${formatCount(total)} ${total === 1 ? 'exchange' : 'exchanges'}`;
  if (total === 0) return isFiltered ? 'No exchange fits' : 'No call has been made yet';
  return isFiltered ? `${exchanges} ${total === 1 ? 'fits' : 'fit'}` : exchanges;
}

/** The line under it: what is kept, and what nobody knows. */
export function historySub(unknown: number): string {
  if (unknown === 0) return 'Every call with its answer, redacted. The outcome of each is known.';
  return `Every call with its answer, redacted. The outcome of ${unknown === 1 ? 'one' : formatCount(unknown)} is unknown.`;
}
