import type { HeaderList, RateLimitEvidence, Reading } from './evidence.ts';
import { joinedHeader, unparsed } from './header-list.ts';
import { resetAfter } from './rate-limit-reset.ts';
import { limitOf } from './rate-limit-row.ts';
import { type BareItem, type Item, parseDictionary, parseItemList } from './structured-field.ts';

/** What is known of one policy, from either header. */
interface Policy {
  readonly name: string;
  readonly partition: string | null;
  readonly item: Item;
  readonly raw: string;
}

/**
 * Reads `RateLimit` and `RateLimit-Policy` of draft-ietf-httpapi-ratelimit-headers: lists of named policies (drafts 08
 * to 11, one row per name and partition key) and the single header `limit=…, remaining=…, reset=…` of draft 07. A
 * malformed header is left unread as the drafts demand. `receivedAt` is epoch ms.
 */
export function readStandardLimits(headers: HeaderList, receivedAt: number): Reading<RateLimitEvidence> {
  const rawLimit = joinedHeader(headers, 'ratelimit');
  const rawPolicy = joinedHeader(headers, 'ratelimit-policy');
  if (rawLimit !== null && /(^|[,;\s])remaining\s*=/.test(rawLimit)) {
    const row = readDraft07(rawLimit, rawPolicy, receivedAt);
    return row ? { found: [row], unparsed: [] } : malformed('ratelimit', rawLimit);
  }
  const limits = rawLimit === null ? [] : named(rawLimit, 'r');
  const policies = rawPolicy === null ? [] : named(rawPolicy, 'q');
  const bad = [
    ...(limits === null ? malformed('ratelimit', rawLimit ?? '').unparsed : []),
    ...(policies === null ? malformed('ratelimit-policy', rawPolicy ?? '').unparsed : []),
  ];
  return { found: joinPolicies(policies ?? [], limits ?? [], receivedAt), unparsed: bad };
}

function malformed(source: string, raw: string): Reading<never> {
  return { found: [], unparsed: [unparsed(source, raw, 'this is not a rate limit list')] };
}

/** The policies of a list whose items are all names with the required count, or numbers as in draft 07. */
function named(raw: string, required: 'q' | 'r'): readonly Policy[] | null {
  const items = parseItemList(raw);
  if (!items) return null;
  const policies = items.flatMap((item): readonly Policy[] => {
    const partition = text(item.params.get('pk'));
    if (item.item.type === 'integer' && required === 'q') {
      const params = new Map(item.params).set('q', item.item);
      return [{ name: nameByWindow(item), partition, item: { item: item.item, params }, raw }];
    }
    const name = text(item.item);
    return name === null || count(item.params.get(required)) === null ? [] : [{ name, partition, item, raw }];
  });
  return policies.length === items.length ? policies : null;
}

function nameByWindow(item: Item): string {
  const window = count(item.params.get('w') ?? item.params.get('window'));
  return window === null ? 'default' : `${window} s`;
}

function joinPolicies(policies: readonly Policy[], limits: readonly Policy[], receivedAt: number): readonly RateLimitEvidence[] {
  const keyOf = (policy: Policy): string => `${policy.name}\n${policy.partition ?? ''}`;
  const byKey = new Map<string, { policy?: Policy; limit?: Policy }>();
  for (const policy of policies) byKey.set(keyOf(policy), { policy });
  for (const limit of limits) {
    // The partition key is optional in either header: a limit without one belongs to the policy of its name.
    const key = byKey.has(keyOf(limit)) ? keyOf(limit) : (onlyPolicyNamed(policies, limit) ?? keyOf(limit));
    byKey.set(key, { ...byKey.get(key), limit });
  }
  return [...byKey.values()].map(({ policy, limit }) => row(policy, limit, receivedAt));

  function onlyPolicyNamed(all: readonly Policy[], limit: Policy): string | null {
    const same = all.filter((policy) => policy.name === limit.name);
    const [only] = same;
    const fits = only && same.length === 1 && (only.partition === null || limit.partition === null);
    return fits ? keyOf(only) : null;
  }
}

function row(policy: Policy | undefined, limit: Policy | undefined, receivedAt: number): RateLimitEvidence {
  const unit = text(policy?.item.params.get('qu'));
  const reset = count(limit?.item.params.get('t'));
  return limitOf({
    policy: policy?.name ?? limit?.name ?? 'default',
    unit: unit ?? 'requests',
    partition: policy?.partition ?? limit?.partition ?? null,
    limit: count(policy?.item.params.get('q')),
    remaining: count(limit?.item.params.get('r')),
    windowSeconds: count(policy?.item.params.get('w') ?? policy?.item.params.get('window')),
    resetAtMs: reset === null ? null : resetAfter(reset * 1000, receivedAt),
    assumed: [],
    sources: [...(policy ? ['ratelimit-policy'] : []), ...(limit ? ['ratelimit'] : [])],
    raw: [policy?.raw, limit?.raw].filter((raw) => raw !== undefined).join(' | '),
  });
}

function readDraft07(raw: string, rawPolicy: string | null, receivedAt: number): RateLimitEvidence | null {
  // Some servers separate with semicolons; as parameters of the first key the members would be lost.
  const members = parseDictionary(raw.replaceAll(';', ','));
  const limit = count(members?.get('limit')?.item);
  const remaining = count(members?.get('remaining')?.item);
  const reset = count(members?.get('reset')?.item);
  if (remaining === null) return null;
  const policy = onlyPolicyWithQuota(rawPolicy, limit);
  return limitOf({
    policy: policy?.name ?? 'default',
    unit: 'requests',
    partition: null,
    limit,
    remaining,
    windowSeconds: count(policy?.item.params.get('w')),
    resetAtMs: reset === null ? null : resetAfter(reset * 1000, receivedAt),
    assumed: [],
    sources: policy ? ['ratelimit', 'ratelimit-policy'] : ['ratelimit'],
    raw: rawPolicy === null ? raw : `${rawPolicy} | ${raw}`,
  });
}

function onlyPolicyWithQuota(rawPolicy: string | null, limit: number | null): Policy | null {
  const policies = rawPolicy === null ? [] : (named(rawPolicy, 'q') ?? []);
  const same = policies.filter((policy) => count(policy.item.params.get('q')) === limit);
  return same.length === 1 ? (same[0] ?? null) : null;
}

function count(item: BareItem | undefined): number | null {
  return item?.type === 'integer' && item.value >= 0 ? item.value : null;
}

function text(item: BareItem | undefined): string | null {
  return item && (item.type === 'string' || item.type === 'token' || item.type === 'bytes') ? item.value : null;
}
