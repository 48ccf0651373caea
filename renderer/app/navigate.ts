import { useMemo } from 'react';
import { navigate, useHashLocation } from 'wouter/use-hash-location';
import type { Door } from '../../shared/contract/procedure.ts';
import { places } from './places.ts';

/** A kind that is not given is written as "-", so that an id never reads as a kind. */
const noKind = '-';

/** The path of a place, and of one record there: "/inventory/api/0192…". */
export function doorPath(door: Door): string {
  const parts: string[] = [door.place];
  if (door.kind !== undefined || door.id !== undefined) parts.push(door.kind ?? noKind);
  if (door.id !== undefined) parts.push(door.id);
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** The href of a place, for a real link: "#/inventory/api/0192…". */
export function doorHref(door: Door): string {
  return `#${doorPath(door)}`;
}

/** The place that a path names; Today for anything unknown. */
export function doorOf(path: string): Door {
  const [place = '', kind, id] = path.replace(/^\//, '').split('/').map(decodeSafely);
  const known = places.find((one) => one.place === place);
  if (known === undefined) return { place: 'today' };
  return {
    place: known.place,
    ...(kind !== undefined && kind !== '' && kind !== noKind ? { kind } : {}),
    ...(id !== undefined && id !== '' ? { id } : {}),
  };
}

/** Where the person is. */
export function useDoor(): Door {
  const [path] = useHashLocation();
  return useMemo(() => doorOf(path), [path]);
}

/** Goes to a place; the browser's Back comes back. */
export function go(door: Door): void {
  navigate(doorPath(door));
}

/** Goes to a place without a step in the history: for closing a panel that was never a place of its own. */
export function goInstead(door: Door): void {
  navigate(doorPath(door), { replace: true });
}

function decodeSafely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A link typed by hand with a stray percent sign: take it as it stands.
    return part;
  }
}
