import type { RateLimitEvidence } from './evidence.ts';

/** A limit before the share in use is worked out. */
export type LimitParts = Omit<RateLimitEvidence, 'kind' | 'usedPercent'> & { readonly usedPercent?: number | null };

/**
 * Completes a limit: `usedPercent` is the stated share, else (limit − remaining) ÷ limit × 100 to two decimals, else
 * null. A negative rest counts as more than 100 percent used; a rest above the limit as nothing used.
 */
export function limitOf(parts: LimitParts): RateLimitEvidence {
  return { kind: 'rate_limit', ...parts, usedPercent: parts.usedPercent ?? usedPercent(parts.limit, parts.remaining) };
}

function usedPercent(limit: number | null, remaining: number | null): number | null {
  if (limit === null || remaining === null || limit <= 0) return null;
  return Math.max(0, Math.round(((limit - remaining) / limit) * 10_000) / 100);
}

/** A count as headers state it, `5000`, `0.5`, `-1` or `1,000`; null for anything else. */
export function readCount(raw: string): number | null {
  const text = raw.trim();
  if (/^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return Number(text) + 0;
  return /^\d{1,3}(,\d{3}){1,4}$/.test(text) ? Number(text.replaceAll(',', '')) : null;
}
