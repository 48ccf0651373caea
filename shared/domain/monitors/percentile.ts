const least = { p50: 5, p95: 60, p99: 300 } as const;

/** Nearest rank on the raw values; null when there are too few for it (p50 needs 5, p95 60, p99 300). Never averaged. */
export function percentile(values: readonly number[], which: keyof typeof least): number | null {
  if (values.length < least[which]) return null;
  const share = Number(which.slice(1)) / 100;
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}
