import type { HeaderList, RateLimitEvidence, Reading, Unparsed } from './evidence.ts';
import { headerValues, unparsed } from './header-list.ts';
import { isRecord, numberMember, textMember } from './plain-json.ts';
import { resetAfter } from './rate-limit-reset.ts';
import { limitOf } from './rate-limit-row.ts';

const usageHeaders: readonly string[] = [
  'x-app-usage',
  'x-page-usage',
  'x-ad-account-usage',
  'x-business-use-case-usage',
  'x-fb-ads-insights-throttle',
];

const percentMembers: readonly string[] = ['call_count', 'total_cputime', 'total_time', 'acc_id_util_pct', 'app_id_util_pct'];

/**
 * Reads Meta's usage headers: JSON with percentages of budgets whose size is not told, one row per measure. Business
 * use cases come as lists per business id. `estimated_time_to_regain_access` is minutes, `reset_time_duration` seconds.
 * `receivedAt` is epoch ms.
 */
export function readMetaUsage(headers: HeaderList, receivedAt: number): Reading<RateLimitEvidence> {
  const found: RateLimitEvidence[] = [];
  const bad: Unparsed[] = [];
  for (const header of usageHeaders) {
    for (const raw of headerValues(headers, header)) {
      const usage = parseRecord(raw);
      const rows = usage === null ? [] : rowsOf(header, raw, usage, receivedAt);
      if (rows.length === 0) bad.push(unparsed(header, raw, 'this is no usage in percent'));
      found.push(...rows);
    }
  }
  return { found, unparsed: bad };
}

function parseRecord(raw: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(raw);
    return isRecord(value) ? value : null;
  } catch {
    // Not JSON: the caller keeps the raw value as unparsed.
    return null;
  }
}

function rowsOf(header: string, raw: string, usage: Readonly<Record<string, unknown>>, receivedAt: number): readonly RateLimitEvidence[] {
  const scope = header.replace(/^x-(?:fb-)?/, '').replace(/-usage$/, '');
  const useCases = Object.entries(usage).flatMap(([business, list]) =>
    (Array.isArray(list) ? list : []).filter(isRecord).map((record) => {
      const type = textMember(record, 'type');
      return { policy: [scope, business, type].filter((part) => part !== null).join(' '), record };
    }),
  );
  return [{ policy: scope, record: usage }, ...useCases].flatMap(({ policy, record }) =>
    percentMembers.flatMap((member) => {
      const usedPercent = numberMember(record, member);
      if (usedPercent === null) return [];
      return [
        limitOf({
          policy: `${policy} ${member}`,
          unit: 'percent',
          partition: null,
          limit: null,
          remaining: null,
          windowSeconds: null,
          resetAtMs: resetOf(record, receivedAt),
          usedPercent,
          assumed: [],
          sources: [header],
          raw,
        }),
      ];
    }),
  );
}

function resetOf(record: Readonly<Record<string, unknown>>, receivedAt: number): number | null {
  const minutes = numberMember(record, 'estimated_time_to_regain_access') ?? 0;
  const seconds = numberMember(record, 'reset_time_duration') ?? 0;
  const spanMs = minutes > 0 ? minutes * 60_000 : seconds * 1000;
  return spanMs > 0 ? resetAfter(spanMs, receivedAt) : null;
}
