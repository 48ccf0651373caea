// A vendor that does everything wrong: never answers, stops half way, sends garbage, sends without end, runs in a circle.
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface MisbehavingServer {
  readonly origin: string;
  readonly host: string;
  /** The first line of each request that arrived: `POST /never HTTP/1.1`. */
  readonly received: readonly string[];
  /** Resolves when this many requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export const misdeeds = {
  /** Reads the request and says nothing, ever. */
  never: '/never',
  /** Sends a head and half a body, then nothing. */
  stall: '/stall',
  /** Promises more than it sends, and hangs up. */
  cut: '/cut',
  /** Hangs up without a word. */
  hangUp: '/hang-up',
  /** Sends what is no HTTP. */
  garbage: '/garbage',
  /** Sends 2 GB, or until the other side has had enough. */
  huge: '/huge',
  /** Redirects to itself. */
  circle: '/circle',
} as const;

const hugeBytes = 2_000_000_000;

/** Starts on a free port of 127.0.0.1. */
export async function startMisbehavingServer(): Promise<MisbehavingServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const waiting: { count: number; wake: () => void }[] = [];
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let head = '';
    socket.on('close', () => sockets.delete(socket));
    // The other side may give up at any moment: that is what these tests are about.
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      const line = head.slice(0, head.indexOf('\r\n'));
      head = '';
      received.push(line);
      for (const one of waiting) if (received.length >= one.count) one.wake();
      misbehave(new URL(line.split(' ')[1] ?? '/', 'http://host').pathname, socket);
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    host,
    received,
    arrived: (count) => (received.length >= count ? Promise.resolve() : new Promise((wake) => waiting.push({ count, wake }))),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function misbehave(path: string, socket: Socket): void {
  switch (path) {
    case misdeeds.never:
      return;
    case misdeeds.stall:
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"half":');
      return;
    case misdeeds.cut:
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"half":');
      return;
    case misdeeds.garbage:
      socket.end(Buffer.from([0x16, 0x03, 0x01, 0x00, 0x2a, 0xff, 0xfe, 0x00, 0x0d, 0x0a]));
      return;
    case misdeeds.huge:
      pour(socket);
      return;
    case misdeeds.circle:
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${misdeeds.circle}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    default:
      socket.destroy();
  }
}

function pour(socket: Socket): void {
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${hugeBytes}\r\n\r\n`);
  const chunk = Buffer.alloc(1_000_000, 'x');
  let left = hugeBytes;
  const go = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= chunk.length;
      if (!socket.write(chunk)) {
        socket.once('drain', go);
        return;
      }
    }
    if (!socket.destroyed) socket.end();
  };
  go();
}
