/** Whether an address is on this very computer, as written: no name but `localhost` is looked up. */
export function isLoopbackTarget(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return false;
  const host = parsed.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Why this cannot be a target; null when it can. */
export function targetFault(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return `“${url.slice(0, 80)}” is no address.`;
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return 'A target begins with http:// or https://.';
  if (parsed.username !== '' || parsed.password !== '') return 'A target has no user name or password in it.';
  return null;
}

/** Headers that belong to the connection a delivery came over, and not to the delivery. */
const ofConnection = new Set(
  'host connection keep-alive proxy-connection proxy-authorization te trailer transfer-encoding upgrade content-length accept-encoding expect forwarded x-forwarded-for x-forwarded-host x-forwarded-proto x-real-ip via'.split(
    ' ',
  ),
);

/** The headers that a replay passes on. */
export const passedOn = (headers: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] =>
  headers.filter(([name]) => !ofConnection.has(name.toLowerCase()));
