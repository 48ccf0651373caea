import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** Whether a proxy speaks SOCKS. The target's name is always looked up by the proxy. */
export const isSocks = (proxy: URL): boolean => /^socks(?:5h?|4a?)?:$/.test(proxy.protocol);

/** The proxy did not let the connection through. */
export class SocksRefused extends Error {
  readonly wantsLogin: boolean;
  constructor(wantsLogin: boolean, cause: unknown) {
    super('The SOCKS proxy did not let the connection through', { cause });
    this.wantsLogin = wantsLogin;
  }
}

/**
 * Asks a SOCKS proxy (RFC 1928; user name and password after RFC 1929) for a connection to a host over a connection that
 * is there.
 *
 * @throws SocksRefused, or the error of the socket.
 */
export async function openSocks(socket: Socket | TLSSocket, proxy: URL, host: string, port: number): Promise<void> {
  const { SocksClient } = await import('socks');
  const isOld = proxy.protocol.startsWith('socks4');
  try {
    await SocksClient.createConnection({
      command: 'connect',
      existing_socket: socket,
      destination: { host, port },
      proxy: {
        host: proxy.hostname,
        port: Number(proxy.port || 1080),
        type: isOld ? 4 : 5,
        ...(proxy.username === '' ? {} : { userId: decodeURIComponent(proxy.username) }),
        ...(proxy.password === '' ? {} : { password: decodeURIComponent(proxy.password) }),
      },
    });
  } catch (error) {
    // The library's own errors have no code; those of the socket do.
    if (typeof (error as { code?: unknown }).code === 'string') throw error;
    throw new SocksRefused(/authenticat/i.test((error as Error).message), error);
  }
}
