import { describe, expect, it } from 'vitest';
import { createHttpEngine } from './http-engine.ts';
import type { PhaseTimings, SendPhase } from './http-types.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { answerOf, failureOf, get, memorySink, startHttp, startRaw, textOf } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();

function phaseSum(t: PhaseTimings): number {
  return t.queueMs + (t.dnsMs ?? 0) + (t.tcpMs ?? 0) + (t.proxyMs ?? 0) + (t.tlsMs ?? 0) + (t.waitMs ?? 0) + (t.downloadMs ?? 0);
}

describe('an exchange that works', () => {
  it('gives status, headers in order with duplicates, body, hash and the final address', async () => {
    const peer = await keep(
      startHttp((request, response) => {
        response.writeHead(201, ['X-B', '1', 'X-A', '2', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']);
        response.end(`${request.method} ${request.url} ${String(request.headers['x-mine'])}`);
      }),
    );
    const request = { method: 'POST', url: `${peer.url}/p?q=1#f`, headers: [['X-Mine', 'yes']] as const, body: 'hello' };
    const outcome = await engineOf().send(request, { sink: memorySink() });
    const answer = answerOf(outcome);
    expect(answer.status).toBe(201);
    expect(answer.statusText).toBe('Created');
    expect(answer.headers.slice(0, 4)).toEqual([
      ['X-B', '1'],
      ['X-A', '2'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    expect(textOf(outcome)).toBe('POST /p?q=1 yes');
    expect(answer.body.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.finalUrl).toBe(`${peer.url}/p?q=1#f`);
    expect(outcome.hops).toHaveLength(1);
  });

  it('hands 404 and 500 over as answers', async () => {
    const peer = await keep(
      startHttp((request, response) => {
        response.writeHead(request.url === '/missing' ? 404 : 500);
        response.end('{}');
      }),
    );
    const engine = engineOf();
    expect(answerOf(await engine.send(get(`${peer.url}/missing`), { sink: memorySink() })).status).toBe(404);
    expect(answerOf(await engine.send(get(peer.url), { sink: memorySink() })).status).toBe(500);
  });

  it('measures phases that add up to the total, with the wait in the server and the download apart', async () => {
    const peer = await keep(
      startHttp((_request, response) => {
        setTimeout(() => {
          response.write('first');
          setTimeout(() => response.end('last'), 60);
        }, 40);
      }),
    );
    const phases: SendPhase[] = [];
    const engine = engineOf({ lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
    const outcome = await engine.send(get(`http://shop.test:${peer.port}/`), {
      sink: memorySink(),
      onPhase: (phase) => phases.push(phase),
    });
    const { timings } = outcome;
    expect(timings.waitMs).toBeGreaterThanOrEqual(35);
    expect(timings.downloadMs).toBeGreaterThanOrEqual(50);
    expect(timings.dnsMs).not.toBeNull();
    expect(timings.tcpMs).not.toBeNull();
    expect(timings.tlsMs).toBeNull();
    expect(phaseSum(timings)).toBeCloseTo(timings.totalMs, 3);
    expect(timings).toMatchObject({ reusedConnection: false, remoteAddress: '127.0.0.1', proxy: null, httpVersion: '1.1', tls: null });
    expect(phases).toEqual(['dns', 'connect', 'wait', 'download']);
  });

  it('sends 50 requests one after the other over one connection', async () => {
    const peer = await keep(startHttp((_request, response) => response.end('ok')));
    const engine = engineOf();
    for (let count = 0; count < 50; count += 1) {
      const outcome = await engine.send(get(peer.url), { sink: memorySink() });
      expect(textOf(outcome)).toBe('ok');
      expect(outcome.timings.reusedConnection).toBe(count > 0);
      if (count > 0) expect(outcome.timings.tcpMs).toBeNull();
      expect(phaseSum(outcome.timings)).toBeCloseTo(outcome.timings.totalMs, 3);
    }
    expect(peer.connections()).toBe(1);
  });

  it('uses no more connections than allowed for requests side by side, and counts the queue', async () => {
    const peer = await keep(startHttp((_request, response) => void setTimeout(() => response.end('ok'), 30)));
    const engine = engineOf({ maxConnections: 2 });
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => engine.send(get(peer.url), { sink: memorySink() })));
    expect(outcomes.map(textOf)).toEqual(Array.from({ length: 6 }, () => 'ok'));
    expect(peer.connections()).toBe(2);
    expect(Math.max(...outcomes.map((outcome) => outcome.timings.queueMs))).toBeGreaterThanOrEqual(45);
  });

  it('skips interim answers, and HEAD has no body whatever its headers say', async () => {
    const peer = await keep(
      startHttp((_request, response) => {
        response.writeEarlyHints({ link: '</a.css>; rel=preload' });
        response.writeHead(200, { 'content-length': '999999999999', 'content-encoding': 'gzip' });
        response.end();
      }),
    );
    const answer = answerOf(await engineOf().send({ ...get(peer.url), method: 'HEAD' }, { sink: memorySink() }));
    expect(answer.status).toBe(200);
    expect(answer.body.byteLength).toBe(0);
  });

  it('sends a GET again when the kept connection was closed by the server, but never a POST', async () => {
    let served = 0;
    const peer = await keep(
      startRaw((socket) => {
        served += 1;
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        // The second request on this connection gets no answer: the server has just decided to close.
        socket.once('data', () => socket.destroy());
      }),
    );
    const engine = engineOf();
    await engine.send(get(peer.url), { sink: memorySink() });
    const again = await engine.send(get(peer.url), { sink: memorySink() });
    expect(textOf(again)).toBe('ok');
    expect(again.hops[0]?.notes[0]).toMatch(/sent again on a new one/);
    expect(served).toBe(2);
    const post = await engine.send({ ...get(peer.url), method: 'POST', body: 'pay' }, { sink: memorySink() });
    expect(failureOf(post)).toMatchObject({ phase: 'wait', cause: 'reset', mayHaveReachedServer: true });
    expect(served).toBe(2);
  });
});

describe('limits and cancelling', () => {
  it('ends a server that never answers', async () => {
    const peer = await keep(startHttp(() => undefined));
    const outcome = await engineOf().send(get(peer.url), { sink: memorySink(), limits: { totalMs: 150 } });
    expect(failureOf(outcome)).toMatchObject({ phase: 'wait', cause: 'answer_timeout', mayHaveReachedServer: true });
    expect(outcome.timings.totalMs).toBeLessThan(1500);
    await expect.poll(() => peer.open()).toBe(0);
  });

  it('ends an answer that drips, and shows what came', async () => {
    const peer = await keep(
      startHttp((_request, response) => {
        const drip = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(drip));
      }),
    );
    const outcome = await engineOf().send(get(peer.url), { sink: memorySink(), limits: { totalMs: 200 } });
    expect(failureOf(outcome)).toMatchObject({ phase: 'download', cause: 'total_timeout' });
    expect(outcome.kind === 'failure' && outcome.cut?.body.byteLength).toBeGreaterThan(2);
    expect(outcome.hops[0]?.status).toBe(200);
  });

  it("refuses headers beyond the limit, the engine's and the send's", async () => {
    const peer = await keep(
      startRaw((socket, request) => {
        const size = request.startsWith('GET /huge') ? 300_000 : 3000;
        socket.end(`HTTP/1.1 200 OK\r\nX-Big: ${'a'.repeat(size)}\r\nContent-Length: 0\r\n\r\n`);
      }),
    );
    const engine = engineOf();
    expect(failureOf(await engine.send(get(`${peer.url}/huge`), { sink: memorySink() }))).toMatchObject({
      phase: 'limit',
      cause: 'headers_too_large',
    });
    expect(failureOf(await engine.send(get(peer.url), { sink: memorySink(), limits: { maxHeaderBytes: 1000 } })).cause).toBe(
      'headers_too_large',
    );
  });

  it('is cancelled before it starts, in the queue, in the lookup, in the wait and in the download', async () => {
    const peer = await keep(
      startHttp((request, response) => {
        if (request.url === '/download') response.write('some');
      }),
    );
    const engine = engineOf({
      maxConnections: 1,
      lookup: (name) => (name === 'slow.test' ? new Promise(() => undefined) : Promise.resolve([{ address: '127.0.0.1', family: 4 }])),
    });
    const cancelAt = async (url: string, when: SendPhase | 'start') => {
      const controller = new AbortController();
      if (when === 'start') controller.abort();
      return engine.send(get(url), {
        sink: memorySink(),
        signal: controller.signal,
        onPhase: (phase) => {
          if (phase === when) setTimeout(() => controller.abort(), 20);
        },
      });
    };
    expect(failureOf(await cancelAt(peer.url, 'start'))).toMatchObject({ cause: 'cancelled', mayHaveReachedServer: false });
    expect(peer.connections()).toBe(0);
    expect(failureOf(await cancelAt('http://slow.test/', 'dns'))).toMatchObject({ phase: 'dns', cause: 'cancelled' });
    expect(failureOf(await cancelAt(peer.url, 'wait'))).toMatchObject({ phase: 'wait', cause: 'cancelled', mayHaveReachedServer: true });
    expect(failureOf(await cancelAt(`${peer.url}/download`, 'download'))).toMatchObject({ phase: 'download', cause: 'cancelled' });
    await expect.poll(() => peer.open()).toBe(0);

    const holder = new AbortController();
    const held = engine.send(get(peer.url), { sink: memorySink(), signal: holder.signal });
    const queued = new AbortController();
    const waiting = engine.send(get(peer.url), { sink: memorySink(), signal: queued.signal });
    setTimeout(() => queued.abort(), 30);
    expect(failureOf(await waiting)).toMatchObject({ cause: 'cancelled', mayHaveReachedServer: false });
    holder.abort();
    expect(failureOf(await held).cause).toBe('cancelled');
  });

  it('ends everything when the engine is closed', async () => {
    const peer = await keep(startHttp(() => undefined));
    const engine = createHttpEngine();
    const sending = engine.send(get(peer.url), { sink: memorySink() });
    await expect.poll(() => peer.open()).toBe(1);
    await engine.close();
    expect(failureOf(await sending).cause).toBe('cancelled');
    await expect.poll(() => peer.open()).toBe(0);
    expect(failureOf(await engine.send(get(peer.url), { sink: memorySink() })).cause).toBe('cancelled');
  });
});
