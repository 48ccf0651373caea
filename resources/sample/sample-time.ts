export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** How long the sample's history goes back. */
export const historyDays = 90;

/** The moment at which the sample team began to use its workspace: import what should lie before everything at it. */
export const sampleBegins = (now: number): number => now - 96 * day;

/** Midnight UTC of the day `days` after that of `now`. */
export const utcDay = (now: number, days = 0): number => Math.floor(now / day) * day + days * day;

/** An HTTP-date (RFC 9110 section 5.6.7). */
export const httpDate = (at: number): string => new Date(at).toUTCString();

/** "15 Dec", in UTC. */
export const dayWords = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);

/** `2026-07-15`, in UTC. */
export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The quarter's version, `behind` quarters before the newest that is out at `now`: the date it came out. */
export function quarterStart(now: number, dayOfMonth: number, behind: number): number {
  const today = new Date(now);
  const quarter = today.getUTCFullYear() * 4 + Math.floor(today.getUTCMonth() / 3);
  const isOut = Date.UTC(today.getUTCFullYear(), Math.floor(today.getUTCMonth() / 3) * 3, dayOfMonth) <= now;
  const wanted = quarter - behind - (isOut ? 0 : 1);
  return Date.UTC(Math.floor(wanted / 4), (wanted % 4) * 3, dayOfMonth);
}

/** The vendors' dated versions in use at `now`, and when Shopify ends ours: 12 months after it came out. */
export function datedVersions(now: number): {
  shopifyAdmin: string;
  shopifyAdminEnds: number;
  shopifyStorefront: string;
  klaviyoEvents: string;
  klaviyoProfiles: string;
} {
  // The oldest version that still has three weeks to go; a version lives for four quarters.
  const behind = quarterStart(now, 1, -1) - now > 21 * day ? 3 : 2;
  return {
    shopifyAdmin: isoDay(quarterStart(now, 1, behind)).slice(0, 7),
    shopifyAdminEnds: quarterStart(now, 1, behind - 4),
    shopifyStorefront: isoDay(quarterStart(now, 1, 0)).slice(0, 7),
    klaviyoEvents: isoDay(quarterStart(now, 15, 0)),
    klaviyoProfiles: isoDay(quarterStart(now, 15, 1)),
  };
}
