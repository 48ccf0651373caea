import { grouped } from '../grouped.ts';

const units = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "every 5 minutes", "every hour", "every 90 seconds": in the largest unit that fits without a rest. */
export function intervalWords(seconds: number): string {
  const [unit, size] = units.find(([, one]) => seconds % one === 0) ?? (['second', 1] as const);
  const count = seconds / size;
  return count === 1 ? `every ${unit}` : `every ${grouped(count)} ${unit}s`;
}
