import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a length of time with its unit (500ms, 30s, 2min, 1h, 1d) as milliseconds, for commander. */
export function timeSpan(text: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|min|h|d)$/.exec(text.trim()) ?? [];
  const size = units[unit];
  if (size === undefined) throw new InvalidArgumentError('Write it with its unit: 500ms, 30s, 2min or 1h.');
  return Math.round(Number(amount) * size);
}
