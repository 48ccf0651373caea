export interface ProxySettings {
  /** `pac` is asked elsewhere: it means a direct connection here. */
  readonly mode: 'none' | 'system' | 'manual' | 'pac';
  readonly url: string;
  readonly username: string;
  readonly bypass: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for an address, with its password in it, or null to connect directly. `system` reads the variables that
 * terminal programs agree on: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in lower case first.
 */
export function chooseProxy(address: string, settings: ProxySettings, password: string | null, env: Environment): string | null {
  if (settings.mode === 'none' || settings.mode === 'pac' || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (settings.mode === 'system') {
    const bypass = named(env, 'no_proxy')?.split(/[\s,]+/) ?? [];
    const proxy = named(env, url.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? named(env, 'all_proxy');
    return proxy === undefined || isBypassed(url, bypass) ? null : withScheme(proxy);
  }
  if (settings.url === '' || isBypassed(url, settings.bypass)) return null;
  return withLogin(withScheme(settings.url), settings.username, password);
}

/** A proxy's address with the user name and password in it. */
export function withLogin(address: string, username: string, password: string | null): string {
  const proxy = new URL(address);
  if (username === '') return address;
  proxy.username = encodeURIComponent(username);
  proxy.password = encodeURIComponent(password ?? '');
  return proxy.href;
}

/** Whether an address is reached without the proxy: `host`, `host:port`, `.domain` and `*.domain` for all below it, `*`. */
export function isBypassed(url: URL, patterns: readonly string[]): boolean {
  const host = url.hostname.toLowerCase().replaceAll(/^\[|\]$/g, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return patterns.some((text) => {
    const pattern = text.trim().toLowerCase();
    if (pattern === '') return false;
    if (pattern === '*') return true;
    const below = /^\*?(\.[^:]+)$/.exec(pattern)?.[1];
    if (below !== undefined) return host.endsWith(below) || host === below.slice(1);
    const withPort = /^\[?([^\]]*?)\]?:(\d{1,5})$/.exec(pattern);
    // An IPv6 address has colons of its own.
    if (withPort && (pattern.startsWith('[') || !withPort[1]?.includes(':'))) return host === withPort[1] && port === withPort[2];
    return host === pattern.replaceAll(/^\[|\]$/g, '');
  });
}

/** A proxy without its user name and password, to be shown. */
export function shownProxy(text: string): string {
  const full = withScheme(text);
  if (!URL.canParse(full)) return 'an address that cannot be read';
  const { protocol, host } = new URL(full);
  return `${protocol}//${host}`;
}

/** What the environment says for https addresses, to be shown; null when it names no proxy. */
export function systemProxyWords(env: Environment): string | null {
  const proxy = named(env, 'https_proxy') ?? named(env, 'all_proxy') ?? named(env, 'http_proxy');
  return proxy === undefined ? null : shownProxy(proxy);
}

const named = (env: Environment, name: string): string | undefined => env[name] || env[name.toUpperCase()] || undefined;

const withScheme = (text: string): string => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
