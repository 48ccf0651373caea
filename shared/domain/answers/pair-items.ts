import { ExactNumber } from './exact-json.ts';
import type { Compared } from './compare-json.ts';

/** Items of two arrays that belong together; null where there is none. */
export interface Pair {
  readonly left: number | null;
  readonly right: number | null;
  /** How they compare, where that is known already. */
  readonly compared: Compared | null;
}

/** Names whose value tells the items of a list apart, the surest first. */
const idNames = ['id', 'uuid', 'guid', 'gid', 'key', 'sku', 'code', 'reference', 'number', 'name', 'sid', 'handle', 'email'] as const;

/** Which items belong together: by what identifies them, else by their place, after what is the same at both ends. */
export function pairItems(
  left: readonly unknown[],
  right: readonly unknown[],
  compare: (left: number, right: number) => Compared,
): { readonly pairs: readonly Pair[]; readonly hasOtherOrder: boolean } {
  const byId = pairById(left, right);
  return byId ?? { pairs: pairByPlace(left, right, compare), hasOtherOrder: false };
}

type Id = string | number;

function pairById(left: readonly unknown[], right: readonly unknown[]): { pairs: Pair[]; hasOtherOrder: boolean } | null {
  if (left.length === 0 || right.length === 0) return null;
  for (const name of candidates(left[0])) {
    const leftIds = idsOf(left, name);
    const rightIds = leftIds && idsOf(right, name);
    if (!leftIds || !rightIds) continue;
    const leftAt = new Map(leftIds.map((id, at) => [id, at]));
    const rightAt = new Map(rightIds.map((id, at) => [id, at]));
    // Ids that are new with every answer say nothing.
    if (!leftIds.some((id) => rightAt.has(id))) continue;
    const pairs: Pair[] = [];
    let next = 0;
    const skipRemoved = (): void => {
      for (; next < left.length && !rightAt.has(leftIds[next] as Id); next += 1) pairs.push({ left: next, right: null, compared: null });
    };
    const order: number[] = [];
    rightIds.forEach((id, place) => {
      const at = leftAt.get(id);
      if (at === undefined) {
        pairs.push({ left: null, right: place, compared: null });
        return;
      }
      skipRemoved();
      order.push(at);
      pairs.push({ left: at, right: place, compared: null });
      if (at === next) next += 1;
    });
    const paired = new Set(pairs.map((pair) => pair.left));
    left.forEach((_item, at) => {
      if (!paired.has(at)) pairs.push({ left: at, right: null, compared: null });
    });
    return { pairs, hasOtherOrder: order.some((at, place) => place > 0 && at < (order[place - 1] ?? 0)) };
  }
  return null;
}

function candidates(item: unknown): string[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item) || item instanceof ExactNumber) return [];
  const names = Object.keys(item);
  const known = idNames.filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => /(?:_id|Id|ID|Reference|_key|Sku|_code)$/.test(name))];
}

/** The id of each item; null unless every item has one and no two the same. */
function idsOf(items: readonly unknown[], name: string): Id[] | null {
  const ids: Id[] = [];
  for (const item of items) {
    const value: unknown = typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>)[name] : undefined;
    const id = value instanceof ExactNumber ? value.source : value;
    if (typeof id !== 'string' && typeof id !== 'number') return null;
    ids.push(id);
  }
  return new Set(ids).size === ids.length ? ids : null;
}

function pairByPlace(left: readonly unknown[], right: readonly unknown[], compare: (left: number, right: number) => Compared): Pair[] {
  const shorter = Math.min(left.length, right.length);
  const before: Pair[] = [];
  let at = 0;
  for (; at < shorter; at += 1) {
    const compared = compare(at, at);
    if (compared.is !== 'same' && left.length !== right.length) break;
    before.push({ left: at, right: at, compared });
  }
  const after: Pair[] = [];
  for (let end = 1; end <= shorter - at; end += 1) {
    const [leftStep, rightStep] = [left.length - end, right.length - end];
    const compared = compare(leftStep, rightStep);
    if (compared.is !== 'same') break;
    after.unshift({ left: leftStep, right: rightStep, compared });
  }
  const between: Pair[] = [];
  const [leftEnd, rightEnd] = [left.length - after.length, right.length - after.length];
  for (let step = at; step < Math.max(leftEnd, rightEnd); step += 1) {
    between.push({ left: step < leftEnd ? step : null, right: step < rightEnd ? step : null, compared: null });
  }
  return [...before, ...between, ...after];
}
