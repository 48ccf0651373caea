/** The middle value; of an even number of values the mean of the two in the middle. Throws on an empty list. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const upper = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? at(sorted, upper) : (at(sorted, upper - 1) + at(sorted, upper)) / 2;
}

/** The value that 95 of 100 do not exceed, by nearest rank. Throws on an empty list. */
export function p95(values: readonly number[]): number {
  const sorted = ascending(values);
  return at(sorted, Math.ceil(sorted.length * 0.95) - 1);
}

/** Smallest and largest value. Throws on an empty list. */
export function range(values: readonly number[]): { readonly least: number; readonly most: number } {
  const sorted = ascending(values);
  return { least: at(sorted, 0), most: at(sorted, sorted.length - 1) };
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

function at(sorted: readonly number[], index: number): number {
  const value = sorted[index];
  if (value === undefined) throw new Error('There is nothing to take a statistic of.');
  return value;
}
