import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** So many connections are open before the silent ones make room. */
const roomy = 256;
/** Never more, however quickly they come. */
const mostOpen = 1024;
/** A sender that has just connected is not silent yet. */
const patienceMs = 300;

/**
 * Keeps connections that say nothing from keeping deliveries out: where many are open, the one that has been silent longest goes for each
 * that comes. By address they cannot be told apart, behind a tunnel all come from this computer.
 */
export function dropSilent(server: Server, now: () => number = () => performance.now()): void {
  server.maxConnections = mostOpen;
  const open = new Set<Socket>();
  /** Since when each is silent, the oldest first. */
  const silent = new Map<Socket, number>();
  const makeRoom = (): void => {
    for (const [socket, since] of silent) {
      if (open.size <= roomy || now() - since < patienceMs) return;
      // Gone from the count at once: `close` is told later.
      silent.delete(socket);
      open.delete(socket);
      socket.destroy();
    }
  };
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    silent.set(socket, now());
    socket.once('close', () => {
      open.delete(socket);
      silent.delete(socket);
    });
    makeRoom();
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    response.once('close', () => {
      if (open.has(socket)) silent.set(socket, now());
    });
  });
}
