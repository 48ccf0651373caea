import type { HeaderList, RateLimitEvidence, RateLimits } from './evidence.ts';
import { headerValues, valuesByName } from './header-list.ts';
import { readFamilyLimits } from './rate-limit-families.ts';
import { readGraphqlCost } from './rate-limit-graphql.ts';
import { readMetaUsage } from './rate-limit-meta.ts';
import { readStandardLimits } from './rate-limit-standard.ts';
import { readVendorLimits } from './rate-limit-vendors.ts';

/**
 * Reads every limit that an answer states, standard headers first. A limit that two headers state alike is one row.
 * On an answer from a cache (`fromCache`) the limits are readable but old. `receivedAt` is epoch ms; `body` is the
 * parsed JSON body, for limits that stand there.
 */
export function readRateLimits(headers: HeaderList, receivedAt: number, body?: unknown): RateLimits {
  const readings = [
    ...(hasLimitName(headers)
      ? [readStandardLimits(headers, receivedAt), readFamilyLimits(headers, receivedAt), readVendorLimits(headers)]
      : []),
    readMetaUsage(headers, receivedAt),
  ];
  const ageSeconds = readAge(headers);
  return {
    found: mergeAlike([...readings.flatMap((each) => each.found), ...readGraphqlCost(body, receivedAt)]),
    unparsed: readings.flatMap((each) => each.unparsed),
    ageSeconds,
    fromCache: ageSeconds !== null && ageSeconds > 0,
  };
}

/** Every header that states a limit says so in its name, but for Meta's. Most answers have none. */
function hasLimitName(headers: HeaderList): boolean {
  for (const name of valuesByName(headers).keys()) if (name.includes('limit')) return true;
  return false;
}

/** `Age` in seconds (RFC 9111 section 5.1), the largest when repeated; null when missing or malformed. */
function readAge(headers: HeaderList): number | null {
  const ages = headerValues(headers, 'age')
    .filter((raw) => /^\d{1,10}$/.test(raw))
    .map(Number);
  return ages.length === 0 ? null : Math.max(...ages);
}

/** Many servers send old and new headers side by side; the first row keeps its name and gains what it lacked. */
function mergeAlike(rows: readonly RateLimitEvidence[]): readonly RateLimitEvidence[] {
  const merged: RateLimitEvidence[] = [];
  for (const row of rows) {
    const at = merged.findIndex((each) => isAlike(each, row));
    const first = merged[at];
    if (!first) merged.push(row);
    else merged[at] = merge(first, row);
  }
  return merged;
}

function merge(first: RateLimitEvidence, row: RateLimitEvidence): RateLimitEvidence {
  const withReset = [first, row].find(knowsReset) ?? [first, row].find((each) => each.resetAtMs !== null) ?? first;
  const unitAssumed = first.assumed.includes('unit') && row.assumed.includes('unit');
  return {
    ...first,
    windowSeconds: first.windowSeconds ?? row.windowSeconds,
    resetAtMs: withReset.resetAtMs,
    assumed: [...(unitAssumed ? ['unit' as const] : []), ...withReset.assumed.filter((part) => part === 'resetAtMs')],
    sources: [...first.sources, ...row.sources],
    raw: `${first.raw}\n${row.raw}`,
  };
}

function knowsReset(row: RateLimitEvidence): boolean {
  return row.resetAtMs !== null && !row.assumed.includes('resetAtMs');
}

function isAlike(a: RateLimitEvidence, b: RateLimitEvidence): boolean {
  if (a.limit === null || a.remaining === null || a.partition !== null || b.partition !== null) return false;
  const disjoint = !b.sources.some((source) => a.sources.includes(source));
  const sameWindow = a.windowSeconds === null || b.windowSeconds === null || a.windowSeconds === b.windowSeconds;
  return disjoint && sameWindow && a.limit === b.limit && a.remaining === b.remaining && a.unit === b.unit;
}
