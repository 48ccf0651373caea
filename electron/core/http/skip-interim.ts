import type { Socket } from 'node:net';

/** More than any interim answer has; what is longer is left to the client to refuse. */
const longestHead = 64 * 1024;
/** 101 ends HTTP on this connection, which nobody asked for. */
const interim = /^HTTP\/1\.[01] 1(?!01)\d\d/u;
const template = 'HTTP/1.1 100';

/** The sockets that are read through here, each with whether its next answer is still to come. Put in place once: taken away and put back, it slows the socket. */
const readers = new WeakMap<Socket, { isAwaited: boolean }>();

/**
 * Leaves out the interim answers before the next answer on an HTTP/1 connection. A client must be able to read past them, also unasked
 * (RFC 9110 section 15.2); undici 7.30 closes the connection at the first “100 Continue”.
 */
export function skipInterim(socket: Socket): void {
  const known = readers.get(socket);
  if (known) {
    known.isAwaited = true;
    return;
  }
  const next = { isAwaited: true };
  readers.set(socket, next);
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
  let held: Buffer | null = null;
  socket.read = (size?: number): unknown => {
    // Asked for no byte it only looks whether the end has come.
    if (!next.isAwaited || size !== undefined) return read(size);
    for (;;) {
      const chunk = read();
      if (chunk === null) return null;
      held = withoutInterim(held === null ? chunk : Buffer.concat([held, chunk]));
      const start = held.toString('latin1', 0, template.length);
      if (held.length > 0 && (held.length > longestHead || !interim.test(start + template.slice(start.length)))) {
        const answer = held;
        held = null;
        next.isAwaited = false;
        return answer;
      }
    }
  };
}

/** What is left behind the interim answers that are there whole. */
function withoutInterim(bytes: Buffer): Buffer {
  let rest = bytes;
  while (interim.test(rest.toString('latin1', 0, template.length))) {
    const end = /\r?\n\r?\n/u.exec(rest.toString('latin1', 0, longestHead));
    if (end === null) break;
    rest = rest.subarray(end.index + end[0].length);
  }
  return rest;
}
