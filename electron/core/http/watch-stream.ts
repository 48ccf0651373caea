import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';

/**
 * Follows the stream that is opened next on an HTTP/2 connection; returns whether the server broke it off by then, before its end. undici
 * 7.30 hands over a body that was reset as a complete one, and shows its handlers no stream. A reset behind the end cuts nothing: it only
 * says that no more of the request is wanted (RFC 9113 section 8.1).
 */
export function watchNextStream(socket: Socket): () => boolean {
  const session = sessionOf(socket);
  if (session === null) return () => false;
  let stream: ClientHttp2Stream | null = null;
  let hasEnded = false;
  const { request } = Object.getPrototypeOf(session) as Pick<ClientHttp2Session, 'request'>;
  session.request = (...parts) => {
    delete (session as { request?: unknown }).request;
    const opened = request.apply(session, parts);
    stream = opened;
    const push = opened.push.bind(opened);
    // Node ends a stream that was reset too, once it is closed.
    opened.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (chunk === null && !opened.closed) hasEnded = true;
      return push(chunk, encoding);
    };
    return opened;
  };
  return () => stream?.closed === true && !hasEnded;
}

/** The client keeps it at the socket, under a symbol of its own. */
function sessionOf(socket: Socket): ClientHttp2Session | null {
  const symbol = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'http2Session');
  const session = symbol === undefined ? null : (socket as unknown as Record<symbol, unknown>)[symbol];
  return typeof (session as { request?: unknown } | null)?.request === 'function' ? (session as ClientHttp2Session) : null;
}
