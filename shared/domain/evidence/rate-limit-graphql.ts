import type { RateLimitEvidence } from './evidence.ts';
import { isRecord, numberMember, textMember } from './plain-json.ts';
import { resetAfter } from './rate-limit-reset.ts';
import { limitOf } from './rate-limit-row.ts';

/**
 * Reads Shopify's GraphQL budget from `extensions.cost.throttleStatus` of a parsed body: points available, the size of
 * the bucket and how many points come back each second. `receivedAt` is epoch ms.
 */
export function readGraphqlCost(body: unknown, receivedAt: number): readonly RateLimitEvidence[] {
  const status = memberRecord(memberRecord(memberRecord(body, 'extensions'), 'cost'), 'throttleStatus');
  if (!status) return [];
  const limit = numberMember(status, 'maximumAvailable');
  const remaining = numberMember(status, 'currentlyAvailable');
  const perSecond = numberMember(status, 'restoreRate');
  if (limit === null || remaining === null) return [];
  const refillMs = perSecond !== null && perSecond > 0 ? (Math.max(0, limit - remaining) / perSecond) * 1000 : null;
  return [
    limitOf({
      policy: 'graphql cost',
      unit: 'points',
      partition: null,
      limit,
      remaining,
      windowSeconds: perSecond !== null && perSecond > 0 ? limit / perSecond : null,
      resetAtMs: refillMs === null ? null : resetAfter(refillMs, receivedAt),
      assumed: [],
      sources: ['body'],
      raw: JSON.stringify({ maximumAvailable: limit, currentlyAvailable: remaining, restoreRate: perSecond }),
    }),
  ];
}

/** True for a GraphQL answer, as a rule with status 200, that says the call was throttled. */
export function isThrottledBody(body: unknown): boolean {
  const errors: unknown = isRecord(body) ? body['errors'] : null;
  if (!Array.isArray(errors)) return false;
  return errors.slice(0, 50).some((error: unknown) => {
    const code = textMember(memberRecord(error, 'extensions') ?? {}, 'code');
    return code === 'THROTTLED' || code === 'RATE_LIMITED' || (isRecord(error) && textMember(error, 'type') === 'RATE_LIMITED');
  });
}

function memberRecord(value: unknown, name: string): Readonly<Record<string, unknown>> | null {
  const member: unknown = isRecord(value) ? value[name] : null;
  return isRecord(member) ? member : null;
}
