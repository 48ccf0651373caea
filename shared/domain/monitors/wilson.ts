/**
 * Lower bound of the Wilson score interval: how good the truth is at least, at 95 % confidence for z = 1.96, when `good`
 * of `n` samples were good. Checks follow each other closely, so this is optimistic; words must say "sampled".
 */
export function wilsonLower(good: number, n: number, z = 1.96): number {
  if (n <= 0) return 0;
  const p = good / n;
  const z2 = z * z;
  return (p + z2 / (2 * n) - z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
}

/** How many checks without a failure it takes to show a target by sampling. */
export function samplesWithoutFailure(target: number, z = 1.96): number {
  return Math.ceil((target * z * z) / (1 - target));
}
