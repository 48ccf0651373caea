const units = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/** A length of time in its largest fitting unit: "500 ms", "1.5 s", "30 s", "2 min", "1 d". */
export function timeWords(ms: number): string {
  const [size, name] = units.find(([least]) => ms >= least) ?? [1, 'ms'];
  const amount = ms / size;
  return `${Number(amount.toFixed(amount < 10 ? 1 : 0))} ${name}`;
}
