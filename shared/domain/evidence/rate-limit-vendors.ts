import type { HeaderList, RateLimitEvidence, Reading, Unparsed } from './evidence.ts';
import { headerValues, unparsed } from './header-list.ts';
import { limitOf, type LimitParts, readCount } from './rate-limit-row.ts';

/**
 * Reads limits that vendors state in a form of their own: Shopify's call limit, HubSpot, App Store Connect and Amazon
 * Selling Partner. Their forms are in each reader below.
 */
export function readVendorLimits(headers: HeaderList): Reading<RateLimitEvidence> {
  const readings = [readShopify(headers), readHubSpot(headers), readAppStore(headers), readAmazon(headers)];
  return { found: readings.flatMap((each) => each.found), unparsed: readings.flatMap((each) => each.unparsed) };
}

/** A row with nothing known but what `parts` say. */
function rowOf(parts: Partial<LimitParts> & Pick<LimitParts, 'policy' | 'sources' | 'raw'>): RateLimitEvidence {
  return limitOf({
    unit: 'requests',
    partition: null,
    limit: null,
    remaining: null,
    windowSeconds: null,
    resetAtMs: null,
    assumed: [],
    ...parts,
  });
}

/** `X-Shopify-Shop-Api-Call-Limit: 32/40` is used/size of a leaky bucket. */
function readShopify(headers: HeaderList): Reading<RateLimitEvidence> {
  const found: RateLimitEvidence[] = [];
  const bad: Unparsed[] = [];
  for (const header of ['x-shopify-shop-api-call-limit', 'http_x_shopify_shop_api_call_limit']) {
    for (const raw of headerValues(headers, header)) {
      const [, used, size] = /^(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(raw) ?? [];
      if (used === undefined || size === undefined) bad.push(unparsed(header, raw, '“used/size” was expected'));
      else {
        const limit = Number(size);
        found.push(rowOf({ policy: 'shop', limit, remaining: limit - Number(used), sources: [header], raw }));
      }
    }
  }
  return { found, unparsed: bad };
}

/** `X-HubSpot-RateLimit-Daily`, `-Daily-Remaining`; `-Max`, `-Remaining` per `-Interval-Milliseconds`; `-Secondly`. */
function readHubSpot(headers: HeaderList): Reading<RateLimitEvidence> {
  const bad: Unparsed[] = [];
  const prefix = 'x-hubspot-ratelimit-';
  const valueOf = (name: string): number | null => {
    const raw = headerValues(headers, prefix + name)[0];
    const value = raw === undefined ? null : readCount(raw);
    if (raw !== undefined && value === null) bad.push(unparsed(prefix + name, raw, 'this is not a number'));
    return value;
  };
  const intervalMs = valueOf('interval-milliseconds');
  const shapes = [
    { policy: 'daily', limit: 'daily', remaining: 'daily-remaining', windowSeconds: 86_400 },
    { policy: 'interval', limit: 'max', remaining: 'remaining', windowSeconds: intervalMs && intervalMs / 1000 },
    { policy: 'secondly', limit: 'secondly', remaining: 'secondly-remaining', windowSeconds: 1 },
  ];
  const found = shapes.flatMap(({ policy, limit, remaining, windowSeconds }) => {
    const names = [limit, remaining].filter((name) => headerValues(headers, prefix + name).length > 0);
    const row = { limit: valueOf(limit), remaining: valueOf(remaining) };
    if (row.limit === null && row.remaining === null) return [];
    const sources = names.map((name) => prefix + name);
    const raw = sources.map((name) => `${name}: ${headerValues(headers, name)[0]}`).join('\n');
    return [rowOf({ policy, ...row, windowSeconds, sources, raw })];
  });
  return { found, unparsed: bad };
}

/** `X-Rate-Limit: user-hour-lim:3500;user-hour-rem:500;` – pairs of limit and rest over a rolling window. */
function readAppStore(headers: HeaderList): Reading<RateLimitEvidence> {
  const header = 'x-rate-limit';
  const found: RateLimitEvidence[] = [];
  const bad: Unparsed[] = [];
  for (const raw of headerValues(headers, header).filter((value) => value.includes(':'))) {
    const budgets = new Map<string, { lim?: number; rem?: number }>();
    for (const [, policy = '', part, amount] of raw.matchAll(/(?<![\w-])([\w-]{1,60})-(lim|rem):(\d{1,12})(?=\s*(?:;|$))/g)) {
      budgets.set(policy, { ...budgets.get(policy), [part === 'lim' ? 'lim' : 'rem']: Number(amount) });
    }
    if (budgets.size === 0) bad.push(unparsed(header, raw, '“…-lim:number;…-rem:number” was expected'));
    for (const [policy, { lim = null, rem = null }] of budgets) {
      const windowSeconds = windowNamedIn(policy);
      found.push(rowOf({ policy, limit: lim, remaining: rem, windowSeconds, sources: [header], raw }));
    }
  }
  return { found, unparsed: bad };
}

function windowNamedIn(policy: string): number | null {
  const seconds = [
    ['second', 1],
    ['minute', 60],
    ['hour', 3600],
    ['day', 86_400],
  ] as const;
  return seconds.find(([word]) => policy.includes(word))?.[1] ?? null;
}

/** `x-amzn-RateLimit-Limit: 0.0167` is requests per second; what is left must be counted here. */
function readAmazon(headers: HeaderList): Reading<RateLimitEvidence> {
  const header = 'x-amzn-ratelimit-limit';
  const values = headerValues(headers, header).map((raw) => ({ raw, limit: readCount(raw) }));
  return {
    found: values.flatMap(({ raw, limit }) =>
      limit === null ? [] : [rowOf({ policy: 'default', limit, windowSeconds: 1, sources: [header], raw })],
    ),
    unparsed: values.flatMap(({ raw, limit }) => (limit === null ? [unparsed(header, raw, 'this is not a number')] : [])),
  };
}
