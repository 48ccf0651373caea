import type { ImportedCheck } from './imported.ts';

/**
 * What a script says of how long a list is, or that it is one. Checks have no word for a type, but `$.a[2]` is there in lists only: what is
 * said of one list is written as which of its places are there, once all of it is known.
 */
export interface ListClaim {
  readonly list: string;
  /** Said in so many words; a length alone may be that of a text. */
  readonly isList: boolean;
  readonly least: number;
  readonly most: number | null;
  /** Said of an object and of a text too: nothing is in it. */
  readonly isEmpty?: true;
}

export const emptyClaim = (list: string): ListClaim => ({ list, isList: false, least: 0, most: 0, isEmpty: true });

export type Asserted = ImportedCheck | ListClaim;

export const isListClaim = (one: Asserted): one is ListClaim => 'list' in one;

export interface ReadLists {
  readonly checks: readonly ImportedCheck[];
  /** Claims that checks cannot say exactly. */
  readonly left: readonly ListClaim[];
}

/** Writes claims about lists as checks where those say exactly the same, in the place of the first claim about each list. */
export function withListChecks(asserted: readonly Asserted[]): ReadLists {
  const plain = asserted.filter((one): one is ImportedCheck => !isListClaim(one));
  const checks: ImportedCheck[] = [];
  const left: ListClaim[] = [];
  const done = new Set<string>();
  for (const one of asserted) {
    if (!isListClaim(one)) {
      checks.push(one);
      continue;
    }
    if (done.has(one.list)) continue;
    done.add(one.list);
    const claims = asserted.filter(isListClaim).filter(({ list }) => list === one.list);
    const made = checksOf(one.list, claims, plain);
    if (made === null) left.push(...claims);
    else checks.push(...made);
  }
  return { checks, left };
}

/** All claims about one list as checks; null where they would say more or less. */
function checksOf(list: string, claims: readonly ListClaim[], others: readonly ImportedCheck[]): ImportedCheck[] | null {
  const hasPlace = others.some((one) => isPlaceIn(list, one));
  if (!hasPlace && !claims.some(({ isList }) => isList))
    return claims.every(({ isEmpty }) => isEmpty) ? [{ what: 'body', at: list, how: 'in', value: [[], {}, ''] }] : null;
  const least = Math.max(...claims.map((one) => one.least));
  const most = claims.reduce<number | null>((lowest, one) => (one.most === null ? lowest : Math.min(lowest ?? one.most, one.most)), null);
  if (most !== null && most < least) return null;
  if (most === 0 && !hasPlace) return [{ what: 'body', at: list, how: 'eq', value: [] }];
  // That it is a list at all, and perhaps an empty one, has no check.
  if (least === 0 && !hasPlace) return null;
  return [...(least > 0 ? [place(list, least - 1, null)] : []), ...(most === null ? [] : [place(list, most, false)])];
}

const place = (list: string, at: number, value: false | null): ImportedCheck => ({
  what: 'body',
  at: `${list}[${at}]`,
  how: 'exists',
  value,
});

/** Whether a check holds only when there is a list there. */
const isPlaceIn = (list: string, { what, at, how, value }: ImportedCheck): boolean =>
  what === 'body' &&
  at.startsWith(`${list}[`) &&
  /^\d/.test(at.slice(list.length + 1)) &&
  how !== 'ne' &&
  !(how === 'exists' && value === false);

/** What a comparison of a length with a number says; null for one that says nothing of the kind. */
export function lengthClaim(list: string, how: string, bound: unknown): ListClaim | null {
  if (typeof bound !== 'number' || !Number.isSafeInteger(bound) || bound < 0 || bound > 100_000) return null;
  const claim = (least: number, most: number | null): ListClaim | null =>
    most !== null && most < least ? null : { list, isList: false, least: Math.max(0, least), most };
  switch (how) {
    case 'eq':
      return claim(bound, bound);
    case 'ne':
      return bound === 0 ? claim(1, null) : null;
    case 'gt':
      return claim(bound + 1, null);
    case 'least':
      return claim(bound, null);
    case 'lt':
      return bound === 0 ? null : claim(0, bound - 1);
    case 'most':
      return claim(0, bound);
    default:
      return null;
  }
}
