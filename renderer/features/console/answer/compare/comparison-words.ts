import type { Comparison } from '../../../../../shared/contract/answers.ts';
import { formatCount } from '../../../../ui/format.ts';

/** Differences of the bodies that count. */
export const differenceTotal = ({ counts }: Pick<Comparison, 'counts'>): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

/** Differences that do not count. */
export const leftOutTotal = ({ leftOut }: Pick<Comparison, 'leftOut'>): number => leftOut.timestamps + leftOut.ids + leftOut.path;

/** "3 differences between 18,230 and 18,231". */
export function comparisonTitle(found: Comparison): string {
  const total = differenceTotal(found);
  const between = `${formatCount(found.left.number)} and ${formatCount(found.right.number)}`;
  if (total === 0 && found.reason !== null) return `The bodies of ${between} cannot be compared`;
  if (total === 0 && found.status === null) return `${between} say the same`;
  if (total === 0) return `${between} say the same under another status`;
  return `${formatCount(total)} ${total === 1 ? 'difference' : 'differences'} between ${between}`;
}

/** What kinds there are, what was left out, whether the status differs. */
export function comparisonSub(found: Comparison): string {
  const { counts } = found;
  const kinds = [
    [counts.changed, 'changed'],
    [counts.added, 'added'],
    [counts.removed, 'removed'],
    [counts.type, 'of another type'],
    [counts.order, 'in another order'],
  ] as const;
  const parts = kinds.flatMap(([amount, words]) => (amount === 0 ? [] : [`${formatCount(amount)} ${words}`]));
  const status = found.status === null ? 'the same status' : `status ${found.status.left} became ${found.status.right}`;
  const out = leftOutTotal(found);
  const words = [parts.join(', '), status, out === 0 ? '' : `${formatCount(out)} left out`].filter(Boolean).join(' · ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
