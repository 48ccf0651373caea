import type { Violation } from '../../electron/core/openapi/verdict.ts';
import type { Call, HeaderList } from './calls.ts';
import { day, hour, httpDate, minute, utcDay } from './sample-time.ts';

/** When the vendors began to say what they say. */
export const headerNotices = {
  sunsetSeen: (now: number): number => now - 81 * day - 35 * minute,
  sunsetMoved: (now: number): number => now - 9 * day - 50 * minute,
  dhlSeen: (now: number): number => now - 40 * day - 75 * minute,
  /** Adyen's first date and the later one that took its place. */
  sunsetDate: (now: number, at: number): number => utcDay(now, at < headerNotices.sunsetMoved(now) ? 9 : 24),
};

/** Adyen's sandbox answers refunds differently from contract 71 since three days ago. */
export const refundDrift = {
  since: (now: number): number => now - 3 * day - 2 * hour,
  violations: [
    {
      where: 'body',
      instancePath: '/status',
      line: 6,
      message: 'contract 71 allows only “received”',
      keyword: 'enum',
      expected: '“received”',
      got: '“accepted”',
    },
    {
      where: 'body',
      instancePath: '/merchantRefundReason',
      line: 11,
      message: 'contract 71 allows only “FRAUD”, “CUSTOMER REQUEST”, “RETURN”, “DUPLICATE”, “OTHER”',
      keyword: 'enum',
      expected: '“FRAUD”, “CUSTOMER REQUEST”, “RETURN”, “DUPLICATE”, “OTHER”',
      got: '“ARTICLE_RETURNED”',
    },
  ] satisfies readonly Violation[],
};

/** Adds what the vendor said at the time to an answer: deprecations, sunsets, and answers that drifted. */
export function withVendorChanges(call: Call, now: number): Call {
  const { end, endpoint, api } = call;
  if (end.kind !== 'answer' || end.status >= 400) return call;
  const said = noticeFor(api.key, endpoint.path, call.at, now);
  const isDrifting =
    api.key === 'Adyen Checkout' &&
    endpoint.path.endsWith('/refunds') &&
    call.environment.kind === 'sandbox' &&
    call.at >= refundDrift.since(now);
  if (said.length === 0 && !isDrifting) return call;
  return { ...call, end: { ...end, headers: [...end.headers, ...said] }, violations: isDrifting ? refundDrift.violations : [] };
}

function noticeFor(api: string, path: string, at: number, now: number): HeaderList {
  if (api === 'Adyen Checkout' && path === '/originKeys' && at >= headerNotices.sunsetSeen(now)) {
    return [
      ['Deprecation', `@${utcDay(now, -82) / 1000}`],
      ['Sunset', httpDate(headerNotices.sunsetDate(now, at))],
      ['Link', '<https://docs.adyen.com/development-resources/client-side-authentication/>; rel="deprecation"; type="text/html"'],
    ];
  }
  if (api === 'DHL Tracking' && at >= headerNotices.dhlSeen(now)) return [['Deprecation', 'true']];
  return [];
}
