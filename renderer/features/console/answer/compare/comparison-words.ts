import type { Comparison } from '../../../../../shared/contract/answers.ts';
import { formatCount } from '../../../../ui/format.ts';

/** Differences that do not count. */
export const leftOutTotal = ({ leftOut }: Pick<Comparison, 'leftOut'>): number => leftOut.timestamps + leftOut.ids + leftOut.path;

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
