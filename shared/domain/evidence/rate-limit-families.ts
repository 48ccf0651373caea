import type { AssumedPart, HeaderList, RateLimitEvidence, Reading, Unparsed } from './evidence.ts';
import { unparsed, valuesByName } from './header-list.ts';
import { readReset, type Reset, type ResetUnit } from './rate-limit-reset.ts';
import { limitOf, readCount } from './rate-limit-row.ts';
import { parseItemList } from './structured-field.ts';

type Field = 'limit' | 'remaining' | 'used' | 'reset' | 'window' | 'name';

const fieldWords: Readonly<Record<string, Field>> = {
  limit: 'limit',
  quota: 'limit',
  remaining: 'remaining',
  left: 'remaining',
  used: 'used',
  observed: 'used',
  reset: 'reset',
  resettime: 'reset',
  window: 'window',
  resource: 'name',
  bucket: 'name',
  name: 'name',
};

const windowWords: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
};

const modifiers: ReadonlySet<string> = new Set(['ms', 'milliseconds', 'seconds', 'after', 'in', 'at', 'time']);

/** Families with a reader of their own, whose names mean something else. */
const otherwiseRead = /^x-(?:hubspot|amzn)-/;

interface Part {
  readonly header: string;
  readonly raw: string;
  readonly field: Field;
  readonly words: readonly string[];
}

interface Group {
  readonly family: string;
  readonly words: readonly string[];
  readonly parts: Part[];
}

/**
 * Reads limits stated over several headers: `RateLimit-Limit/-Remaining/-Reset` (drafts up to 06, also GitLab),
 * `X-RateLimit-…` (GitHub, OpenAI, Kong, …), `X-Rate-Limit-…` (X, BigCommerce) and `<vendor>-ratelimit-…` (Anthropic).
 * Words between the known ones make groups: `-limit-minute`, `-remaining-tokens`, `-requests-reset`. `receivedAt` is
 * epoch ms.
 */
export function readFamilyLimits(headers: HeaderList, receivedAt: number): Reading<RateLimitEvidence> {
  const readings = groupsOf(headers).map((group) => readGroup(group, receivedAt));
  return { found: readings.flatMap((each) => each.found), unparsed: readings.flatMap((each) => each.unparsed) };
}

function groupsOf(headers: HeaderList): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [header, values] of valuesByName(headers)) {
    if (!header.includes('limit')) continue;
    const match = /^((?:[a-z0-9]{1,30}-){0,4}?rate-?limit)(?:-([a-z0-9-]{1,60}))?$/.exec(header);
    const family = match?.[1];
    if (family === undefined || otherwiseRead.test(header)) continue;
    for (const raw of values) {
      const part = partOf(family, match?.[2], header, raw);
      if (!part) continue;
      const words = part.words.filter((word) => !modifiers.has(word));
      const key = [family, ...words].join('-');
      const group = groups.get(key) ?? { family, words, parts: [] };
      group.parts.push(part);
      groups.set(key, group);
    }
  }
  return withSharedParts([...groups.values()]).filter((group) => group.parts.some(isBudget));
}

function isBudget(part: Part): boolean {
  return part.field === 'limit' || part.field === 'remaining' || part.field === 'used';
}

/** BigCommerce names the budget `requests` and its reset and window nothing: such parts belong to every named group. */
function withSharedParts(groups: readonly Group[]): readonly Group[] {
  return groups.map((group) => {
    const shared = groups.find((each) => each.family === group.family && each.words.length === 0);
    if (!shared || shared === group || shared.parts.some(isBudget)) return group;
    return { ...group, parts: [...group.parts, ...shared.parts] };
  });
}

function partOf(family: string, rest: string | undefined, header: string, raw: string): Part | null {
  // `X-Rate-Limit: 700` is a limit; `RateLimit` is the standard's, and pairs with colons are App Store Connect's.
  if (rest === undefined) {
    return family === 'ratelimit' || raw.includes(':') ? null : { header, raw, field: 'limit', words: [] };
  }
  const words = rest.split('-');
  const at = words.findIndex((word) => Object.hasOwn(fieldWords, word));
  const field = fieldWords[words[at] ?? ''];
  return field === undefined ? null : { header, raw, field, words: words.toSpliced(at, 1) };
}

function readGroup(group: Group, receivedAt: number): Reading<RateLimitEvidence> {
  const bad: Unparsed[] = [];
  const numberIn = (field: Field): number | null => {
    const part = group.parts.find((each) => each.field === field);
    const value = part ? readCount(part.raw) : null;
    if (part && value === null) bad.push(unparsed(part.header, part.raw, 'this is not a number'));
    return value;
  };

  const policies = windowedLimits(group);
  const stated = policies ? (policies[0]?.limit ?? null) : numberIn('limit');
  const limit = stated !== null && stated >= 0 ? stated : null;
  const used = numberIn('used');
  const remaining = numberIn('remaining') ?? (limit !== null && used !== null ? limit - used : null);
  const reset = readGroupReset(group, receivedAt, bad);
  const unit = group.words.find((word) => /^(requests|tokens|points|credits|units|calls)$/.test(word));
  const assumed: AssumedPart[] = [];
  if (unit === undefined) assumed.push('unit');
  if (reset?.assumed) assumed.push('resetAtMs');

  const sources = [...new Set(group.parts.map((part) => part.header))];
  const raw = group.parts.map((part) => `${part.header}: ${part.raw}`).join('\n');
  const name = group.parts.find((part) => part.field === 'name')?.raw;
  const common = { unit: unit ?? 'requests', partition: null, sources, raw };
  const main = {
    ...common,
    policy: name ?? (group.words.join(' ') || 'default'),
    limit,
    remaining,
    windowSeconds: windowOf(group, policies, limit, bad),
    resetAtMs: reset?.atMs ?? null,
    assumed,
  };
  if (limit === null && remaining === null && used === null) return { found: [], unparsed: bad };
  const others = (policies ?? []).slice(1).filter((policy) => policy.windowSeconds !== main.windowSeconds);
  const rows = others.map((policy) => ({
    ...common,
    policy: policy.windowSeconds === null ? 'default' : `${policy.windowSeconds} s`,
    ...policy,
    remaining: null,
    resetAtMs: null,
    assumed: assumed.filter((part) => part === 'unit'),
  }));
  return { found: [main, ...rows].map(limitOf), unparsed: bad };
}

interface WindowedLimit {
  readonly limit: number;
  readonly windowSeconds: number | null;
}

/** `100, 100;window=60, 10000;window=86400` (draft 03 and later, `w` or `window`); null for a plain number. */
function windowedLimits(group: Group): readonly WindowedLimit[] | null {
  const raws = group.parts.filter((part) => part.field === 'limit').map((part) => part.raw);
  if (!raws.some((raw) => /[;,]/.test(raw)) || raws.every((raw) => readCount(raw) !== null)) return null;
  const items = parseItemList(raws.join(', '));
  if (!items || !items.every((item) => item.item.type === 'integer')) return null;
  return items.map(({ item, params }) => {
    const window = params.get('w') ?? params.get('window');
    return { limit: Number(item.value), windowSeconds: window?.type === 'integer' ? window.value : null };
  });
}

function windowOf(group: Group, policies: readonly WindowedLimit[] | null, limit: number | null, bad: Unparsed[]): number | null {
  const part = group.parts.find((each) => each.field === 'window');
  if (part) {
    const value = readCount(part.raw);
    if (value === null) bad.push(unparsed(part.header, part.raw, 'this is not a number'));
    return value === null ? null : isMillis(part) ? value / 1000 : value;
  }
  const same = (policies ?? []).filter((policy) => policy.limit === limit && policy.windowSeconds !== null);
  if (same.length === 1) return same[0]?.windowSeconds ?? null;
  const word = group.words.find((each) => Object.hasOwn(windowWords, each));
  return word === undefined ? null : (windowWords[word] ?? null);
}

function readGroupReset(group: Group, receivedAt: number, bad: Unparsed[]): Reset | null {
  const parts = group.parts.filter((each) => each.field === 'reset');
  const readings = parts.map((part) => readReset(part.raw, receivedAt, resetUnit(group, part)));
  parts.forEach((part, at) => {
    if (!readings[at]) bad.push(unparsed(part.header, part.raw, 'this is no time that a budget can come back'));
  });
  return readings.find((reset) => reset && !reset.assumed) ?? readings.find((reset) => reset !== null) ?? null;
}

function resetUnit(group: Group, part: Part): ResetUnit | null {
  if (isMillis(part)) return 'delta_milliseconds';
  // The drafts define RateLimit-Reset as seconds from now; `-reset-after` and `-reset-in` say so themselves.
  const says = group.family === 'ratelimit' || part.words.some((word) => /^(after|in|seconds)$/.test(word));
  return says ? 'delta_seconds' : null;
}

function isMillis(part: Part): boolean {
  return part.words.some((word) => word === 'ms' || word === 'milliseconds');
}
