/** Reads one place of a row; undefined when it is missing. */
export type ReadPath = (row: Readonly<Record<string, unknown>>) => unknown;

/** The parts of `lines[0].price`: names and indexes. */
export function pathParts(path: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const match of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    if (match[1] !== undefined) parts.push(Number(match[1]));
    else if (match[2] !== undefined) parts.push(match[2]);
  }
  return parts;
}

/** Compiles a path. A column whose whole name is the path (a CSV header with a dot) wins over the nested place. */
export function readerOf(path: string): ReadPath {
  const parts = pathParts(path);
  if (parts.length <= 1 && !path.includes('[')) return (row) => (Object.hasOwn(row, path) ? row[path] : undefined);
  return (row) => {
    if (Object.hasOwn(row, path)) return row[path];
    let here: unknown = row;
    for (const part of parts) {
      if (here === null || typeof here !== 'object' || !Object.hasOwn(here, part)) return undefined;
      here = (here as Record<string | number, unknown>)[part];
    }
    return here;
  };
}

/** The paths of all leaves of rows (of an array the first item), in the order in which they are first seen. */
export function leafPaths(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const paths = new Set<string>();
  for (const row of rows) {
    for (const key of Object.keys(row)) {
      const value = row[key];
      if (value === null || typeof value !== 'object') {
        if (key !== '') paths.add(key);
      } else for (const path of leavesOf({ [key]: value }, 1).keys()) paths.add(path);
    }
  }
  return [...paths];
}

/** Every leaf of a row by its path: arrays up to `arrayLimit` items deep, empty objects and arrays as leaves. */
export function leavesOf(row: Readonly<Record<string, unknown>>, arrayLimit = 3): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  const walk = (value: unknown, path: string, depth: number): void => {
    if (depth < 12 && Array.isArray(value) && value.length > 0) {
      value.slice(0, arrayLimit).forEach((item, index) => walk(item, `${path}[${index}]`, depth + 1));
    } else if (depth < 12 && value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0) {
      for (const [key, item] of Object.entries(value)) walk(item, path === '' ? key : `${path}.${key}`, depth + 1);
    } else if (path !== '') leaves.set(path, value);
  };
  for (const [key, value] of Object.entries(row)) walk(value, key, 0);
  return leaves;
}
