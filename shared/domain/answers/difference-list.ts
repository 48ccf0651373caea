import { grouped } from '../grouped.ts';
import { typeOf, type Compared, type DifferenceKind, type LeftOutBy } from './compare-json.ts';
import { exactText } from './exact-json.ts';
import { generalPath, pathText } from './json-path.ts';

/** One difference, for a list. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Where: on the right side, or on the left for what is gone. */
  readonly path: string;
  /** The same for every item of the lists on the way: what "leave this out" means. */
  readonly generalPath: string;
  /** Short JSON; null where there is none. */
  readonly left: string | null;
  readonly right: string | null;
  /** "string → number", "3 items in another order". */
  readonly note: string;
}

export interface DifferenceList {
  readonly differences: readonly Difference[];
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  readonly leftOut: Readonly<Record<LeftOutBy, number>>;
}

const shownLength = 200;

/** The differences of a comparison, at most `most` of them; all are counted. */
export function listDifferences(compared: Compared, most: number): DifferenceList {
  const differences: Difference[] = [];
  const counts: Record<DifferenceKind, number> = { added: 0, removed: 0, changed: 0, type: 0, order: 0 };
  const leftOut: Record<LeftOutBy, number> = { timestamps: 0, ids: 0, path: 0 };
  const steps: (string | number)[] = [];
  const add = (kind: DifferenceKind, left: string | null, right: string | null, note = ''): void => {
    counts[kind] += 1;
    if (differences.length < most) differences.push({ kind, path: pathText(steps), generalPath: generalPath(steps), left, right, note });
  };
  const walk = (one: Compared): void => {
    if (one.is === 'same') return;
    if (one.is === 'inside') {
      if (one.hasOtherOrder) add('order', null, null, one.isArray ? 'The same items in another order' : 'The same names in another order');
      for (const { leftStep, rightStep, compared: member } of one.members) {
        steps.push(rightStep ?? leftStep ?? '');
        walk(member);
        steps.pop();
      }
    } else if (one.leftOut !== null) leftOut[one.leftOut] += 1;
    else if (one.is === 'added') add('added', null, shortText(one.right));
    else if (one.is === 'removed') add('removed', shortText(one.left), null);
    else add(one.is, shortText(one.left), shortText(one.right), one.is === 'type' ? `${typeOf(one.left)} → ${typeOf(one.right)}` : '');
  };
  walk(compared);
  return { differences, counts, leftOut };
}

/** One line of JSON, shortened. */
export function shortText(value: unknown): string {
  if (Array.isArray(value) && value.length > 20) return `[… ${grouped(value.length)} items]`;
  const text = exactText(value);
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}
