import { ExactNumber } from './exact-json.ts';
import type { Steps } from './json-path.ts';
import { isId, isMoment, placeTree, type LeaveOut, type PlaceTree } from './left-out.ts';
import { pairItems } from './pair-items.ts';

export const differenceKinds = ['added', 'removed', 'changed', 'type', 'order'] as const;
/** `type`: another type of value; `order`: the same names or items in another order. */
export type DifferenceKind = (typeof differenceKinds)[number];
export type LeftOutBy = 'timestamps' | 'ids' | 'path';

/** How two values compare: a tree with the parts that are the same folded up. */
export type Compared =
  | { readonly is: 'same'; readonly left: unknown; readonly right: unknown }
  | { readonly is: 'changed' | 'type'; readonly left: unknown; readonly right: unknown; readonly leftOut: LeftOutBy | null }
  | { readonly is: 'added'; readonly right: unknown; readonly leftOut: LeftOutBy | null }
  | { readonly is: 'removed'; readonly left: unknown; readonly leftOut: LeftOutBy | null }
  | {
      readonly is: 'inside';
      readonly isArray: boolean;
      /** In the order of the right side, with what is only on the left where it was. */
      readonly members: readonly ComparedMember[];
      readonly hasOtherOrder: boolean;
    };

export interface ComparedMember {
  /** The name, or the place on either side; null where it is not there. */
  readonly leftStep: string | number | null;
  readonly rightStep: string | number | null;
  readonly compared: Compared;
}

export interface CompareOptions {
  readonly leaveOut: LeaveOut;
  /** What the paths of `leaveOut` select on each side. */
  readonly leftPlaces: readonly Steps[];
  readonly rightPlaces: readonly Steps[];
}

type Places = PlaceTree | undefined;

/** Compares two JSON values. Items of arrays are matched by what identifies them, else by their place. */
export function compareJson(left: unknown, right: unknown, { leaveOut, leftPlaces, rightPlaces }: CompareOptions): Compared {
  const whyLeftOut = (
    name: string | number | undefined,
    one: unknown,
    other: unknown,
    leftAt: Places,
    rightAt: Places,
  ): LeftOutBy | null => {
    if (leftAt?.isWanted === true || rightAt?.isWanted === true) return 'path';
    if (leaveOut.timestamps && isMoment(name, one) && isMoment(name, other)) return 'timestamps';
    if (leaveOut.ids && isId(name, one) && isId(name, other)) return 'ids';
    return null;
  };

  const compare = (one: unknown, other: unknown, name: string | number | undefined, leftAt: Places, rightAt: Places): Compared => {
    const [leftType, rightType] = [typeOf(one), typeOf(other)];
    if (leftType === rightType) {
      if (leftType === 'object' || leftType === 'array') {
        if ((leftAt?.isWanted ?? false) || (rightAt?.isWanted ?? false)) return leftOutWhole(one, other);
        return leftType === 'object'
          ? compareObjects(one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>, leftAt, rightAt)
          : compareArrays(one as readonly unknown[], other as readonly unknown[], leftAt, rightAt);
      }
      if (isSameScalar(one, other)) return same;
    }
    const leftOut = whyLeftOut(name, one, other, leftAt, rightAt);
    return { is: leftType === rightType ? 'changed' : 'type', left: one, right: other, leftOut };
  };
  const leftOutWhole = (one: unknown, other: unknown): Compared => {
    const compared = compareJson(one, other, { leaveOut: { ...leaveOut, paths: [] }, leftPlaces: [], rightPlaces: [] });
    return compared.is === 'same' ? same : { is: 'changed', left: one, right: other, leftOut: 'path' };
  };
  const added = (value: unknown, at: Places): Compared => ({ is: 'added', right: value, leftOut: at?.isWanted === true ? 'path' : null });
  const removed = (value: unknown, at: Places): Compared => ({
    is: 'removed',
    left: value,
    leftOut: at?.isWanted === true ? 'path' : null,
  });

  const compareObjects = (
    one: Readonly<Record<string, unknown>>,
    other: Readonly<Record<string, unknown>>,
    leftAt: Places,
    rightAt: Places,
  ): Compared => {
    const leftNames = Object.keys(one);
    const rightNames = Object.keys(other);
    if (leftNames.length === rightNames.length && leftNames.every((name, at) => name === rightNames[at]))
      return compareAlike(one, other, leftNames, leftAt, rightAt);
    const members: ComparedMember[] = [];
    const push = (name: string, isLeft: boolean, isRight: boolean): void => {
      const [below, beside] = [leftAt?.below.get(name), rightAt?.below.get(name)];
      const compared = !isRight
        ? removed(one[name], below)
        : !isLeft
          ? added(other[name], beside)
          : compare(one[name], other[name], name, below, beside);
      members.push({ leftStep: isLeft ? name : null, rightStep: isRight ? name : null, compared: kept(compared, one[name], other[name]) });
    };
    for (const [name, isLeft, isRight] of mergedNames(one, other, leftNames, rightNames)) push(name, isLeft, isRight);
    const common = (names: readonly string[], beside: Readonly<Record<string, unknown>>): string[] =>
      names.filter((name) => Object.hasOwn(beside, name));
    const hasOtherOrder = !leaveOut.keyOrder && isOtherOrder(common(leftNames, other), common(rightNames, one));
    return folded(members, false, hasOtherOrder);
  };

  /** The usual case, without what the others need: the same names in the same order. Nothing is kept until something differs. */
  const compareAlike = (
    one: Readonly<Record<string, unknown>>,
    other: Readonly<Record<string, unknown>>,
    names: readonly string[],
    leftAt: Places,
    rightAt: Places,
  ): Compared => {
    let members: ComparedMember[] | null = null;
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at] as string;
      const compared = compare(one[name], other[name], name, leftAt?.below.get(name), rightAt?.below.get(name));
      if (members === null && compared.is === 'same') continue;
      members ??= names.slice(0, at).map((each) => ({ leftStep: each, rightStep: each, compared: sameOf(one[each], other[each]) }));
      members.push({ leftStep: name, rightStep: name, compared: kept(compared, one[name], other[name]) });
    }
    return members === null ? same : { is: 'inside', isArray: false, members, hasOtherOrder: false };
  };

  const compareArrays = (one: readonly unknown[], other: readonly unknown[], leftAt: Places, rightAt: Places): Compared => {
    const at = (leftStep: number, rightStep: number): Compared =>
      compare(one[leftStep], other[rightStep], undefined, leftAt?.below.get(leftStep), rightAt?.below.get(rightStep));
    const { pairs, hasOtherOrder } = pairItems(one, other, at);
    const members = pairs.map(({ left: leftStep, right: rightStep, compared }): ComparedMember => ({
      leftStep,
      rightStep,
      compared:
        leftStep === null
          ? added(other[rightStep ?? 0], rightAt?.below.get(rightStep ?? 0))
          : rightStep === null
            ? removed(one[leftStep], leftAt?.below.get(leftStep))
            : kept(compared ?? at(leftStep, rightStep), one[leftStep], other[rightStep]),
    }));
    return folded(members, true, hasOtherOrder && !leaveOut.itemOrder);
  };
  return kept(compare(left, right, undefined, placeTree(leftPlaces), placeTree(rightPlaces)), left, right);
}

/** Stands for every pair that is the same until somebody needs its values: most never do. */
const same: Compared = { is: 'same', left: null, right: null };
const sameOf = (left: unknown, right: unknown): Compared => ({ is: 'same', left, right });
const kept = (compared: Compared, left: unknown, right: unknown): Compared => (compared === same ? sameOf(left, right) : compared);

function folded(members: readonly ComparedMember[], isArray: boolean, hasOtherOrder: boolean): Compared {
  if (!hasOtherOrder && members.every(({ compared }) => compared.is === 'same')) return same;
  return { is: 'inside', isArray, members, hasOtherOrder };
}

/** Names in the right side's order; one that is only on the left stands after the name that it followed there. */
function* mergedNames(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
  leftNames: readonly string[],
  rightNames: readonly string[],
): Generator<readonly [string, boolean, boolean]> {
  let at = 0;
  for (const name of rightNames) {
    const isLeft = Object.hasOwn(one, name);
    for (; isLeft && at < leftNames.length && !Object.hasOwn(other, leftNames[at] ?? ''); at += 1) yield [leftNames[at] ?? '', true, false];
    yield [name, isLeft, true];
    if (isLeft && leftNames[at] === name) at += 1;
  }
  const given = new Set(leftNames.slice(0, at));
  for (const name of leftNames) if (!given.has(name) && !Object.hasOwn(other, name)) yield [name, true, false];
}

const isOtherOrder = (left: readonly string[], right: readonly string[]): boolean => left.some((name, at) => right[at] !== name);

/** "null", "boolean", "number", "string", "array", "object". */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof ExactNumber) return 'number';
  return Array.isArray(value) ? 'array' : typeof value;
}

const isSameScalar = (left: unknown, right: unknown): boolean =>
  left === right || (left instanceof ExactNumber && right instanceof ExactNumber && left.source === right.source);
