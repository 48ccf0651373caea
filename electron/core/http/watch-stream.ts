import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';

/**
 * Follows the stream that is opened next on an HTTP/2 connection; returns the code with which the server broke it off by then, null for
 * none. undici 7.30 hands over a body that was reset with CANCEL as a complete one, and shows its handlers no stream.
 */
export function watchNextStream(socket: Socket): () => number | null {
  const session = sessionOf(socket);
  if (session === null) return () => null;
  let stream: ClientHttp2Stream | null = null;
  const { request } = Object.getPrototypeOf(session) as Pick<ClientHttp2Session, 'request'>;
  session.request = (...parts) => {
    delete (session as { request?: unknown }).request;
    stream = request.apply(session, parts);
    return stream;
  };
  return () => stream?.rstCode || null;
}

/** The client keeps it at the socket, under a symbol of its own. */
function sessionOf(socket: Socket): ClientHttp2Session | null {
  const symbol = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'http2Session');
  const session = symbol === undefined ? null : (socket as unknown as Record<symbol, unknown>)[symbol];
  return typeof (session as { request?: unknown } | null)?.request === 'function' ? (session as ClientHttp2Session) : null;
}
