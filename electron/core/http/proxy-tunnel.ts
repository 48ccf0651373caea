import type { Duplex } from 'node:stream';

const maxReplyBytes = 16 * 1024;

/** The proxy answered, but not with a tunnel. `status` is 0 when the answer was not HTTP. */
export class TunnelRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`The proxy answered ${status}`);
    this.status = status;
  }
}

/**
 * Asks a proxy for a tunnel (CONNECT, RFC 9110 section 9.3.6) and resolves when bytes go through to the target.
 *
 * @param authority host:port of the target, IPv6 in brackets.
 * @throws TunnelRefused, or the error of the socket.
 */
export function openTunnel(socket: Duplex, authority: string, authorization: string | null): Promise<void> {
  return new Promise((resolve, reject) => {
    let reply: Buffer = Buffer.alloc(0);
    const leave = (): void => {
      socket.off('data', onData);
      socket.off('error', onError);
      socket.off('close', onClose);
    };
    const onError = (error: Error): void => {
      leave();
      reject(error);
    };
    const onClose = (): void => onError(new TunnelRefused(0));
    const onData = (chunk: Buffer): void => {
      reply = Buffer.concat([reply, chunk]);
      const end = reply.indexOf('\r\n\r\n');
      if (end === -1) {
        if (reply.length > maxReplyBytes) onError(new TunnelRefused(0));
        return;
      }
      const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(reply.toString('latin1', 0, end))?.[1] ?? 0);
      if (status < 200 || status > 299) {
        onError(new TunnelRefused(status));
        return;
      }
      leave();
      socket.pause();
      const early = reply.subarray(end + 4);
      if (early.length > 0) socket.unshift(early);
      resolve();
    };
    socket.on('data', onData);
    socket.on('error', onError);
    socket.on('close', onClose);
    const proof = authorization === null ? '' : `Proxy-Authorization: ${authorization}\r\n`;
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${proof}\r\n`);
  });
}

/** The Basic credential in a proxy's address (RFC 7617), or null. */
export function proxyAuthorization(proxy: URL): string | null {
  if (proxy.username === '' && proxy.password === '') return null;
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
