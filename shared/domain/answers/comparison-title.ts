import { grouped, plural } from '../grouped.ts';

/** What a title has to know of a comparison. */
export interface Compared {
  readonly left: { readonly number: number };
  readonly right: { readonly number: number };
  readonly counts: Readonly<Record<string, number>>;
  readonly status: unknown;
  readonly headers: readonly { readonly isUsual: boolean }[];
  /** Why the bodies could not be compared; null when they were. */
  readonly reason: string | null;
}

/** Differences of the bodies that count. */
export const differenceTotal = ({ counts }: Pick<Compared, 'counts'>): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

/** Headers that differ and are not new with every answer. */
export const headerTotal = ({ headers }: Pick<Compared, 'headers'>): number => headers.filter(({ isUsual }) => !isUsual).length;

/** "3 differences between 18,230 and 18,231"; what differs beside the bodies is never called the same. */
export function comparisonTitle(found: Compared): string {
  const total = differenceTotal(found);
  const both = `${grouped(found.left.number)} and ${grouped(found.right.number)}`;
  if (total > 0) return `${plural(total, 'difference')} between ${both}`;
  if (found.reason !== null) return `The bodies of ${both} cannot be compared`;
  if (found.status !== null) return `${both} say the same under another status`;
  if (headerTotal(found) > 0) return `${both} say the same under other headers`;
  return `${both} say the same`;
}
