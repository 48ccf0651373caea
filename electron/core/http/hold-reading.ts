import type { Socket } from 'node:net';

/**
 * Keeps what reads from a socket from reading on; returns how it goes on. The bytes wait in the socket and, when that is full, at the server.
 * The client's own pause is not used over HTTP/1: when the server closes the connection meanwhile, undici 7.30 fails an assertion that
 * nobody catches, or takes a whole answer for one that was cut (`finish` in client-h1.js).
 */
export function holdReading(socket: Socket): () => void {
  // oxlint-disable-next-line typescript/unbound-method -- put back as it was
  const { read: former } = socket;
  const read = former.bind(socket);
  // Asked for no byte it only looks whether the end has come.
  socket.read = (size?: number): unknown => (size === 0 ? read(0) : null);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    socket.read = former;
    if (!socket.destroyed) socket.emit('readable');
  };
}
