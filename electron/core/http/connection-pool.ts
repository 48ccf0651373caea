import type { Client } from 'undici';
import type { OpenedConnection } from './connect.ts';
import { HttpClient } from './undici-parts.ts';

/** An open connection with the HTTP client that speaks on it. */
export interface PooledConnection extends OpenedConnection {
  readonly client: Client;
  readonly key: string;
  inFlight: number;
  isGone: boolean;
  idleTimer: NodeJS.Timeout | null;
}

/** Permission to use the network for one request: an idle connection, or leave to open one. */
export type Lease = { readonly connection: PooledConnection } | { readonly connection: null };

export interface ConnectionPool {
  /**
   * An idle connection or the leave to open one; null when all are in use. Synchronous, so a send that is stopped at
   * the same moment cannot lose what it was given.
   */
  tryAcquire(key: string, fresh: boolean): Lease | null;
  /** Queues for a connection of that key: `turn` resolves when it is worth trying again. */
  queue(key: string): { readonly turn: Promise<void>; readonly leave: () => void };
  /** Turns the leave to open a connection into a connection in use. */
  add(key: string, origin: string, opened: OpenedConnection): PooledConnection;
  /** Gives back the leave to open a connection that was not made. */
  forgo(key: string): void;
  release(connection: PooledConnection): void;
  discard(connection: PooledConnection): void;
  close(): Promise<void>;
}

/** The error of an HTTP client whose one connection has ended before the request was written. */
export const connectionGone = 'ERR_CONNECTION_GONE';

const h2Streams = 100;
const nothing = (): void => undefined;

interface Place {
  readonly connections: Set<PooledConnection>;
  /** Connections being opened. */
  opening: number;
  readonly waiting: (() => void)[];
}

/**
 * Keeps connections open for the next request to the same place. Each has an own undici `Client`, not a shared `Agent`:
 * so it is known which connection served which request, and its timings are exact also when requests run side by side.
 */
export function createConnectionPool(options: {
  readonly maxPerKey: number;
  readonly idleMs: number;
  readonly maxHeaderBytes: number;
}): ConnectionPool {
  const places = new Map<string, Place>();

  function placeOf(key: string): Place {
    let place = places.get(key);
    if (!place) {
      place = { connections: new Set(), opening: 0, waiting: [] };
      places.set(key, place);
    }
    return place;
  }

  /** Lets the first in the queue look again; forgets the place when nothing is left of it. */
  function wake(key: string): void {
    const place = placeOf(key);
    const next = place.waiting.shift();
    if (next) next();
    else if (place.connections.size === 0 && place.opening === 0) places.delete(key);
  }

  function tryAcquire(key: string, fresh: boolean): Lease | null {
    let chosen: PooledConnection | null = null;
    for (const connection of places.get(key)?.connections ?? []) {
      if (!isUsable(connection)) continue;
      // A connection just closed by the other side was the reason to ask for a fresh one: its neighbours are as old.
      if (fresh && connection.inFlight === 0) discard(connection);
      else if (connection.inFlight < (connection.httpVersion === '2' ? h2Streams : 1)) chosen = connection;
    }
    if (chosen && !fresh) {
      use(chosen);
      return { connection: chosen };
    }
    // Looked up only now: discarding the last connection of a place forgets the place.
    const place = placeOf(key);
    if (place.connections.size + place.opening >= options.maxPerKey) return null;
    place.opening += 1;
    return { connection: null };
  }

  function remove(connection: PooledConnection): void {
    if (connection.isGone) return;
    connection.isGone = true;
    if (connection.idleTimer) clearTimeout(connection.idleTimer);
    placeOf(connection.key).connections.delete(connection);
    wake(connection.key);
  }

  function discard(connection: PooledConnection): void {
    remove(connection);
    // Resolves when the socket is closed; there is nothing to wait for and it does not reject.
    void connection.client.destroy();
    // For a client that never took the socket over.
    connection.socket.destroy();
  }

  return {
    tryAcquire,

    queue(key) {
      const { waiting } = placeOf(key);
      const waiter: { go: () => void } = { go: nothing };
      const turn = new Promise<void>((resolve) => {
        waiter.go = resolve;
      });
      waiting.push(waiter.go);
      return {
        turn,
        leave: () => {
          const index = waiting.indexOf(waiter.go);
          if (index !== -1) waiting.splice(index, 1);
          // The turn had come already: it is the next one's.
          else wake(key);
        },
      };
    },

    add(key, origin, opened) {
      const place = placeOf(key);
      place.opening -= 1;
      const client = createClient(origin, opened, options);
      const connection: PooledConnection = { ...opened, client, key, inFlight: 1, isGone: false, idleTimer: null };
      place.connections.add(connection);
      client.on('disconnect', () => discard(connection));
      opened.socket.once('close', () => discard(connection));
      if (opened.httpVersion === '2') guardSilentClose(opened.socket);
      // HTTP/2 has room for everybody in the queue.
      if (opened.httpVersion === '2') for (const next of place.waiting.splice(0)) next();
      return connection;
    },

    forgo(key) {
      placeOf(key).opening -= 1;
      wake(key);
    },

    release(connection) {
      connection.inFlight -= 1;
      if (connection.isGone) return;
      if (!isUsable(connection)) {
        discard(connection);
        return;
      }
      // undici ends idle HTTP/1 connections, with regard to the server's Keep-Alive header; HTTP/2 is left to us.
      if (connection.inFlight === 0 && connection.httpVersion === '2') {
        connection.idleTimer = setTimeout(() => discard(connection), options.idleMs);
        connection.idleTimer.unref();
      }
      wake(connection.key);
    },

    discard,

    async close() {
      const all = [...places.values()].flatMap((place) => [...place.connections]);
      for (const connection of all) discard(connection);
      await Promise.all(all.map((connection) => closed(connection)));
    },
  };
}

function use(connection: PooledConnection): void {
  connection.inFlight += 1;
  if (connection.idleTimer) clearTimeout(connection.idleTimer);
  connection.idleTimer = null;
}

function isUsable(connection: PooledConnection): boolean {
  return !connection.isGone && !connection.socket.destroyed && !connection.socket.readableEnded && !connection.client.destroyed;
}

/**
 * Gives every HTTP/2 socket a reason to close. undici 7.30 reads the address of a socket it has already let go of when
 * one closes without an error, and that exception would end the process.
 */
function guardSilentClose(socket: OpenedConnection['socket']): void {
  let hasReason = false;
  socket.on('error', () => {
    hasReason = true;
  });
  socket.prependListener('close', () => {
    if (!hasReason) socket.emit('error', Object.assign(new Error('The connection was closed'), { code: 'ECONNRESET' }));
  });
}

function closed({ socket }: PooledConnection): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** A client that speaks on this one socket and never opens another. */
function createClient(origin: string, opened: OpenedConnection, limits: { idleMs: number; maxHeaderBytes: number }): Client {
  let isTaken = false;
  return new HttpClient(origin, {
    connect: (_options, give) => {
      const gone = Object.assign(new Error('The connection has ended'), { code: connectionGone });
      // Later, not at once: the client does not look again when it is answered within its own call.
      queueMicrotask(() => {
        if (isTaken || opened.socket.destroyed) give(gone, null);
        else give(null, opened.socket);
        isTaken = true;
      });
    },
    allowH2: opened.httpVersion === '2',
    pipelining: opened.httpVersion === '2' ? h2Streams : 1,
    maxConcurrentStreams: h2Streams,
    maxHeaderSize: limits.maxHeaderBytes,
    keepAliveTimeout: limits.idleMs,
    keepAliveTimeoutThreshold: 1000,
    // The engine has its own clock for the whole send.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}
