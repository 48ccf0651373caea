const firstMs = 500;
const longestMs = 30_000;

/**
 * How long to wait before attempt `attempt` (2 is the second): exponential backoff with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), never less than the target's own `Retry-After`.
 */
export function backoffMs(attempt: number, random: number, retryAfterMs: number | null = null): number {
  const most = Math.min(longestMs, firstMs * 2 ** Math.max(0, attempt - 1));
  return Math.max(Math.floor(random * most), Math.min(retryAfterMs ?? 0, longestMs));
}

/** Whether another attempt may end otherwise: no answer, a server that is busy or broken. */
export const isWorthRepeating = (status: number | null): boolean =>
  status === null || status === 408 || status === 425 || status === 429 || status >= 500;
