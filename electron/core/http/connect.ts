import { lookup as systemLookup } from 'node:dns/promises';
import { connect as connectSocket, isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import { hostOf, portOf } from './addresses.ts';
import { ConnectError, giveUp, type ConnectMarks, type ConnectProgress } from './connect-progress.ts';
import { connectTls, connectTlsToProxy, factsOf } from './connect-tls.ts';
import { causeOfConnectError, codeOf } from './error-causes.ts';
import type { SendPhase, TlsFacts } from './http-types.ts';
import { openTunnel, proxyAuthorization, TunnelRefused } from './proxy-tunnel.ts';
import { isSocks, openSocks, SocksRefused } from './socks-tunnel.ts';
import type { Trust } from './trust-store.ts';
import { makeConnector } from './undici-parts.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}
export type NameLookup = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** Looks a name up as the operating system does. */
export const lookupBySystem: NameLookup = async (hostname) => {
  const found = await systemLookup(hostname, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/** A connection ready for HTTP, and what is known of it. */
export interface OpenedConnection {
  readonly socket: Socket | TLSSocket;
  readonly remoteAddress: string | null;
  readonly httpVersion: '1.1' | '2';
  readonly tls: TlsFacts | null;
}

export interface ConnectOptions {
  readonly url: URL;
  readonly proxy: URL | null;
  readonly offerH2: boolean;
  readonly connectMs: number;
  /** Asked between lookup and connection with the addresses of the target; throws to stop. Not asked for a proxy. */
  readonly admit: (addresses: readonly string[]) => Promise<void>;
  readonly progress: ConnectProgress;
  readonly onPhase: (phase: SendPhase) => void;
}

export type Connect = (options: ConnectOptions) => Promise<OpenedConnection>;

/**
 * Makes the function that opens connections for an engine: lookup, TCP, proxy tunnel and TLS one after the other, each
 * timed. Certificates are always verified; there is no option to leave that out.
 */
export function createConnect(parts: {
  readonly lookup: NameLookup;
  readonly trust: () => Trust;
  readonly now: () => number;
  readonly onCertificate?: ((host: string, facts: TlsFacts) => void) | undefined;
}): Connect {
  const { lookup, trust, now } = parts;
  const tlsConnectors = new Map<string, { readonly generation: number; readonly connect: buildConnector.connector }>();

  /** One connector each with and without HTTP/2 (and for each host we show a certificate to), so that TLS sessions are resumed within the engine. */
  function tlsConnector(allowH2: boolean, place: string): buildConnector.connector {
    const shown = trust();
    const { generation } = shown;
    const key = `${allowH2} ${shown.hasIdentity(place) ? place : ''}`;
    let made = tlsConnectors.get(key);
    if (made?.generation !== generation) {
      const connect = makeConnector({ allowH2, timeout: 0, secureContext: shown.contextFor(place), rejectUnauthorized: true, port: 443 });
      made = { generation, connect };
      tlsConnectors.set(key, made);
    }
    return made.connect;
  }

  async function runStages(options: ConnectOptions): Promise<OpenedConnection> {
    const { url, proxy, progress } = options;
    const near = proxy ?? url;
    const nearHost = hostOf(near);

    const addresses = await stage(options, 'dns', 'dnsMs', async () => {
      const version = isIP(nearHost);
      if (version !== 0) return [{ address: nearHost, family: version === 6 ? 6 : 4 } as const];
      const found = await lookup(nearHost);
      if (found.length === 0) throw new ConnectError('dns', 'name_not_found', { code: 'ENODATA' });
      return found;
    });
    if (isIP(nearHost) !== 0) progress.marks.dnsMs = null;
    if (!proxy) await options.admit(addresses.map((entry) => entry.address));
    if (progress.isGivenUp) throw new ConnectError('dns', 'cancelled');

    let socket: Socket | TLSSocket = await stage(options, 'connect', 'tcpMs', () =>
      connectTcp(nearHost, portOf(near), addresses, progress),
    );
    const remoteAddress = socket.remoteAddress ?? null;

    if (proxy) {
      socket = await stage(options, 'proxy', 'proxyMs', async () => {
        const toProxy = proxy.protocol === 'https:' ? await connectTlsToProxy(socket, nearHost, trust().context, progress) : socket;
        if (isSocks(proxy)) await openSocks(toProxy, proxy, hostOf(url), portOf(url));
        else if (url.protocol === 'https:') {
          await openTunnel(toProxy, `${url.hostname}:${portOf(url)}`, proxyAuthorization(proxy));
        }
        return toProxy;
      });
    }
    if (url.protocol !== 'https:') return { socket, remoteAddress, httpVersion: '1.1', tls: null };

    const secured = await stage(options, 'tls', 'tlsMs', () =>
      connectTls(tlsConnector(options.offerH2, `${hostOf(url)}:${portOf(url)}`), url, socket, progress),
    );
    const httpVersion = secured.alpnProtocol === 'h2' ? '2' : '1.1';
    const facts = factsOf(secured);
    parts.onCertificate?.(hostOf(url), facts);
    return { socket: secured, remoteAddress, httpVersion, tls: facts };
  }

  /** Runs one stage, noting its time and putting a name to its failure. */
  async function stage<T>(
    { progress, onPhase, proxy, connectMs }: ConnectOptions,
    phase: ConnectProgress['phase'],
    mark: keyof ConnectMarks,
    run: () => Promise<T>,
  ): Promise<T> {
    progress.phase = phase;
    onPhase(phase);
    const startedAt = now();
    try {
      return await run();
    } catch (error) {
      if (error instanceof ConnectError) throw error;
      throw nameError(error, phase, proxy !== null, connectMs);
    } finally {
      progress.marks[mark] = now() - startedAt;
    }
  }

  return (options) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        giveUp(options.progress);
        const phase = options.proxy && options.progress.phase !== 'tls' ? 'proxy' : options.progress.phase;
        reject(new ConnectError(phase, 'connect_timeout', { amount: options.connectMs }));
      }, options.connectMs);
      runStages(options)
        .then((opened) => {
          if (options.progress.isGivenUp) opened.socket.destroy();
          resolve(opened);
        }, reject)
        .finally(() => clearTimeout(timer));
    });
}

function connectTcp(host: string, port: number, addresses: readonly ResolvedAddress[], progress: ConnectProgress): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
      // Tries IPv6 and IPv4 in turn (RFC 8305) over the addresses that were looked up and admitted.
      autoSelectFamily: true,
      lookup: (_name, options, give) => {
        const [first] = addresses;
        if (options.all || !first) give(null, [...addresses]);
        else give(null, first.address, first.family);
      },
    });
    progress.socket = socket;
    socket.once('connect', () => resolve(socket));
    // Stays on: an error before the HTTP client takes the socket over must not end the process.
    socket.on('error', reject);
    socket.once('close', () => reject(new ConnectError('connect', 'reset')));
  });
}

function nameError(error: unknown, phase: ConnectProgress['phase'], hasProxy: boolean, connectMs: number): ConnectError {
  if (error instanceof TunnelRefused) {
    const cause = error.status === 407 ? 'proxy_auth_required' : 'proxy_refused';
    return new ConnectError('proxy', cause, { amount: error.status });
  }
  if (error instanceof SocksRefused) return new ConnectError('proxy', error.wantsLogin ? 'proxy_auth_required' : 'proxy_refused');
  const cause = causeOfConnectError(error, phase);
  const shownPhase = hasProxy && phase !== 'tls' ? 'proxy' : phase;
  return new ConnectError(shownPhase, cause, { code: codeOf(error), amount: connectMs });
}
