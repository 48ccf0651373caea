import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
// Gives a client its `request`, which we do without.
import 'undici';
import { describe, expect, it } from 'vitest';
import { createConnectionPool } from './connection-pool.ts';
import { createTestAuthority } from './testing/certificates.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { startHttp, startHttp2 } from './testing/peers.ts';

const { keep } = closeAfterEach();
const options = { maxPerKey: 1, idleMs: 1000, maxHeaderBytes: 65_536 };

describe('the connection pool', () => {
  it('survives an HTTP/2 socket that closes without an error', async () => {
    const authority = createTestAuthority('Test Authority');
    const peer = await keep(startHttp2(authority.issue(['127.0.0.1']), (_request, response) => response.end('ok')));
    const socket = connectTls({ host: '127.0.0.1', port: peer.port, ca: authority.cert, ALPNProtocols: ['h2'] });
    await once(socket, 'secureConnect');
    const pool = createConnectionPool(options);
    expect(pool.tryAcquire('k', false)).toEqual({ connection: null });
    const connection = pool.add('k', peer.url, { socket, remoteAddress: null, httpVersion: '2', tls: null });
    const answer = await connection.client.request({ path: '/', method: 'GET' });
    await answer.body.text();
    pool.release(connection);
    socket.destroy();
    await expect.poll(() => connection.isGone).toBe(true);
    // An exception from the client would end this process (the test runner reports it) within these turns.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(pool.tryAcquire('k', false)).toEqual({ connection: null });
    await pool.close();
  });

  it('gives a turn that came to a sender who had just left to the next one', async () => {
    const peer = await keep(startHttp((_request, response) => response.end()));
    const socket = connectTcp(peer.port, '127.0.0.1');
    await once(socket, 'connect');
    const pool = createConnectionPool(options);
    pool.tryAcquire('k', false);
    const connection = pool.add('k', peer.url, { socket, remoteAddress: null, httpVersion: '1.1', tls: null });
    expect(pool.tryAcquire('k', false)).toBeNull();
    const first = pool.queue('k');
    const second = pool.queue('k');
    pool.release(connection);
    first.leave();
    await second.turn;
    expect(pool.tryAcquire('k', false)).toEqual({ connection });
    await pool.close();
  });
});
