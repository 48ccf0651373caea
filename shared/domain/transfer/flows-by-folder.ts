import { mostSteps } from '../flows/flow-spec.ts';

export interface FlowOfFolder<T> {
  readonly name: string;
  readonly requests: readonly T[];
}

/** A flow's name is as long as this. */
const longestName = 120;

/**
 * The flows that requests become, in their order: one, while it can have them all; else one for each folder, and of a folder with too many
 * one for each folder in it. Where there is no folder to go by, they are cut by their number.
 */
export function flowsByFolder<T extends { readonly folder: string }>(
  requests: readonly T[],
  name: string,
  most: number = mostSteps,
): FlowOfFolder<T>[] {
  const taken = new Set<string>();
  return partsOf(requests, [name], most, 0).map((part) => ({ ...part, name: freeName(part.name, taken) }));
}

function partsOf<T extends { readonly folder: string }>(
  requests: readonly T[],
  path: readonly string[],
  most: number,
  depth: number,
): FlowOfFolder<T>[] {
  const name = path.join(' / ');
  if (requests.length <= most) return [{ name, requests }];
  const folders = new Map<string, T[]>();
  for (const one of requests) {
    const folder = one.folder.split(' / ')[depth] ?? '';
    const known = folders.get(folder);
    if (known) known.push(one);
    else folders.set(folder, [one]);
  }
  if (folders.size > 1 || !folders.has(''))
    return [...folders].flatMap(([folder, own]) => partsOf(own, folder === '' ? path : [...path, folder], most, depth + 1));
  return Array.from({ length: Math.ceil(requests.length / most) }, (_, at) => ({
    name: `${name} ${at + 1}`,
    requests: requests.slice(at * most, (at + 1) * most),
  }));
}

/** Of a long one the end, which tells it apart. */
function freeName(wanted: string, taken: Set<string>): string {
  const short = wanted.length <= longestName ? wanted : `…${wanted.slice(1 - longestName)}`;
  let name = short;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${short.slice(0, longestName - 6)} (${number})`;
  taken.add(name.toLowerCase());
  return name;
}
