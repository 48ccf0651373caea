/**
 * A wait before the attempt after `attempt` (from 1): uniform between 0 and `base × 2^(attempt − 1)`, never above `cap`.
 * Full jitter spreads those who failed together the widest (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * `random` is in [0, 1).
 */
export function fullJitter(attempt: number, baseMs: number, capMs: number, random: number): number {
  const most = Math.min(capMs, baseMs * 2 ** Math.min(30, Math.max(0, attempt - 1)));
  return Math.floor(random * most);
}
