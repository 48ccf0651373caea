/** A limit of calls: so many in any span of `windowMs`. */
export interface Allowance {
  /** A whole number, at least 1. */
  readonly limit: number;
  readonly windowMs: number;
}

/**
 * A bucket of as many tokens as the limit allows. A call takes one; it is back a window after it was taken, so that no
 * span of that length, wherever it begins, has more calls than the limit. (A bucket that refills steadily lets twice the limit through:
 * a full one at once, and the refill.)
 */
export interface TokenBucket extends Allowance {
  /** What was taken and when it is back, the earliest first. */
  readonly taken: readonly { readonly backAt: number; readonly count: number }[];
}

/** Moments are kept this exactly, as a part of the window: the most entries of a bucket. */
const parts = 500;

export const fullBucket = ({ limit, windowMs }: Allowance): TokenBucket => ({ limit, windowMs, taken: [] });

/** A limit as it is written down, 0.5 in a second, as one that counts whole calls: 1 in two seconds. */
export function allowanceOf(limit: number, windowSeconds: number): Allowance | null {
  if (!(limit > 0) || !(windowSeconds > 0)) return null;
  return limit < 1 ? { limit: 1, windowMs: (windowSeconds * 1000) / limit } : { limit: Math.floor(limit), windowMs: windowSeconds * 1000 };
}

/** Tokens there now; negative when more calls were made than allowed. */
export function tokensLeft(bucket: TokenBucket, now: number): number {
  let left = bucket.limit;
  for (const { backAt, count } of bucket.taken) if (backAt > now) left -= count;
  return left;
}

/** When there is a token: `now`, or when enough of them are back. */
export function nextTokenAt(bucket: TokenBucket, now: number): number {
  let left = tokensLeft(bucket, now);
  if (left > 0) return now;
  for (const { backAt, count } of bucket.taken) {
    if (backAt <= now) continue;
    left += count;
    if (left > 0) return backAt;
  }
  return now;
}

/** Takes tokens at a moment, also more than there are: calls that were made count, allowed or not. */
export function takeTokens(bucket: TokenBucket, at: number, count = 1): TokenBucket {
  const backAt = backAtOf(bucket, at);
  const taken = bucket.taken.filter((one) => one.backAt > at);
  const place = taken.findIndex((one) => one.backAt >= backAt);
  const same = taken[place];
  if (same && same.backAt === backAt) return { ...bucket, taken: taken.with(place, { backAt, count: same.count + count }) };
  return { ...bucket, taken: taken.toSpliced(place === -1 ? taken.length : place, 0, { backAt, count }) };
}

/** Takes one of the tokens that were taken at `from` as if it had been taken at `to`: the call left late. */
export function moveToken(bucket: TokenBucket, from: number, to: number): TokenBucket {
  const backAt = backAtOf(bucket, from);
  if (to <= from || backAt === backAtOf(bucket, to)) return bucket;
  const place = bucket.taken.findIndex((one) => one.backAt === backAt);
  const known = bucket.taken[place];
  const rest =
    known && known.count > 1
      ? bucket.taken.with(place, { backAt, count: known.count - 1 })
      : bucket.taken.filter((one) => one.backAt !== backAt);
  return takeTokens({ ...bucket, taken: rest }, to);
}

/** Rounded up: a token is back a little late rather than early, also where a division is not exact. */
function backAtOf({ windowMs }: Allowance, at: number): number {
  const grain = windowMs / parts;
  return Math.max(at, Math.ceil(at / grain) * grain) + windowMs;
}
