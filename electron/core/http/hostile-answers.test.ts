import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSpillSink } from './body-sink.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { answerOf, failureOf, get, memorySink, startHttp, startRaw, textOf } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();
const text = JSON.stringify({ id: 1, filler: 'x'.repeat(300_000) });
const packed = gzipSync(text);
const framed = {
  'by its length': (bytes: Buffer) => [`Content-Length: ${bytes.length}`, bytes] as const,
  'in chunks': (bytes: Buffer) =>
    [
      'Transfer-Encoding: chunked',
      Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]),
    ] as const,
  'by its end': (bytes: Buffer) => ['Connection: close', bytes] as const,
};

async function answered(bytes: string | Buffer, method = 'GET') {
  const peer = await keep(startRaw((socket) => socket.end(bytes)));
  return engineOf().send({ ...get(`${peer.url}/x`), method }, { sink: memorySink() });
}

const kinds = (Object.keys(framed) as (keyof typeof framed)[]).flatMap((how) =>
  ['keep-alive', 'close', ''].map((connection) => [how, connection] as const),
);

describe('an answer that is complete', () => {
  it.each(kinds.filter(([how, connection]) => how !== 'by its end' || connection !== 'keep-alive'))(
    '%s, of a server that says “Connection: %s” and closes at once, is whole, packed or not',
    async (how, connection) => {
      for (const [coding, bytes] of [
        ['gzip', packed],
        ['deflate', deflateSync(text)],
        ['identity', Buffer.from(text)],
      ] as const) {
        const [frame, body] = framed[how](bytes);
        const head = ['HTTP/1.1 200 OK', `Content-Encoding: ${coding}`, frame, ...(connection === '' ? [] : [`Connection: ${connection}`])];
        const outcome = await answered(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
        expect([coding, textOf(outcome).length]).toEqual([coding, text.length]);
      }
    },
  );

  it.each(['204 No Content', '304 Not Modified'])('as %s has no body, whatever length it names', async (status) => {
    for (const rest of ['', '{"id":1}']) {
      const { status: seen, body } = answerOf(await answered(`HTTP/1.1 ${status}\r\nContent-Length: 8\r\n\r\n${rest}`));
      expect([status.slice(0, 3), body.byteLength]).toEqual([String(seen), 0]);
    }
  });
});

describe('a body that is stored slowly', () => {
  const large = gzipSync(randomBytes(3_000_000));
  const slowSink = () => {
    const sink = memorySink();
    return { ...sink, write: async (chunk: Uint8Array) => (await setTimeout(2), sink.write(chunk)) };
  };

  it('is whole when the server ends it by closing the connection', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n';
    const peer = await keep(startRaw((socket) => socket.end(Buffer.concat([Buffer.from(head), large]))));
    const { body } = answerOf(await engineOf().send(get(peer.url), { sink: slowSink() }));
    expect(body).toMatchObject({ byteLength: 3_000_000, wireBytes: large.length });
  });

  it('is whole when its last piece is what makes it too large for memory', async () => {
    const text = randomBytes(150_000);
    const peer = await keep(startHttp((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(text))));
    const written: Buffer[] = [];
    const sink = createSpillSink({
      thresholdBytes: 149_999,
      openFile: async () => {
        await setTimeout(5);
        const stream = new Writable({
          highWaterMark: 1,
          write: (chunk: Buffer, _encoding, done) => (written.push(chunk), setImmediate(done)),
        });
        return { stream, path: 'a file', discard: () => Promise.resolve() };
      },
    });
    expect(answerOf(await engineOf().send(get(peer.url), { sink })).body).toMatchObject({ byteLength: 150_000, where: { path: 'a file' } });
    expect(Buffer.concat(written).equals(text)).toBe(true);
  });

  it('leaves the connection to the next request', async () => {
    const peer = await keep(startHttp((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(large)));
    const engine = engineOf();
    for (let time = 0; time < 4; time += 1)
      expect(answerOf(await engine.send(get(peer.url), { sink: slowSink() })).body.byteLength).toBe(3_000_000);
    expect(peer.connections()).toBe(1);
  });

  it('that cannot be unpacked after all ends by name', async () => {
    const broken = Buffer.from(large);
    broken.fill(0, 1_000_000, 1_100_000);
    const peer = await keep(startHttp((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(broken)));
    expect(failureOf(await engineOf().send(get(peer.url), { sink: slowSink() }))).toMatchObject({ cause: 'bad_encoding' });
  });
});

describe('an answer behind “100 Continue” that nobody asked for', () => {
  const interim = 'HTTP/1.1 100 Continue\r\nX-Note: y\r\n\r\n';
  const final = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

  it.each([
    ['at once', [interim + final]],
    ['after it', [interim, final]],
    ['letter by letter', (interim + final).split('')],
    ['after several of several kinds', [interim + interim, 'HTTP/1.1 103 Early Hints\r\n\r\n', interim + final]],
  ])('is read, %s, and the connection stays', async (_how, pieces) => {
    const peer = await keep(
      startRaw((socket) => {
        const answer = async (): Promise<void> => {
          for (const piece of pieces) {
            socket.write(piece);
            await setTimeout(1);
          }
        };
        void answer();
        socket.on('data', (data) => void (data.includes('HTTP/1.1') && answer()));
      }),
    );
    const engine = engineOf();
    for (let time = 0; time < 3; time += 1)
      expect(textOf(await engine.send({ ...get(peer.url), method: 'POST', body: 'x' }, { sink: memorySink() }))).toBe('ok');
    expect(peer.connections()).toBe(1);
  });

  it('that has no end, or is nothing but interim, ends by its time', async () => {
    for (const bytes of [interim, interim.slice(0, 10), `${interim.slice(0, -2)}${'x: y\r\n'.repeat(4)}`]) {
      const peer = await keep(startRaw((socket) => void socket.write(bytes)));
      const outcome = await engineOf().send(get(peer.url), { sink: memorySink(), limits: { totalMs: 200 } });
      expect(failureOf(outcome).cause).toBe('answer_timeout');
    }
    const endless = await answered(`${interim.slice(0, -2)}${'x: y\r\n'.repeat(40_000)}`);
    expect(['not_http', 'headers_too_large', 'reset']).toContain(failureOf(endless).cause);
  });
});

describe('what is no answer', () => {
  it.each([
    ['a status below 100', 'HTTP/1.1 000 Evil\r\nContent-Length: 0\r\n\r\n', 'is not HTTP'],
    ['a change of protocol unasked', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', '101 Switching'],
  ])('%s is named', async (_what, bytes, words) => {
    const failure = failureOf(await answered(bytes, 'POST'));
    expect(failure).toMatchObject({ phase: 'wait', cause: 'not_http', mayHaveReachedServer: true });
    expect(failure.happened).toContain(words);
  });

  it('is told in a sentence that can be read, however long the address of a redirect is', async () => {
    const failure = failureOf(await answered(`HTTP/1.1 302 Found\r\nLocation: /${'y'.repeat(50_000)}\r\nContent-Length: 0\r\n\r\n`));
    expect(failure.cause).toBe('redirect_loop');
    expect(failure.happened.length).toBeLessThan(500);
  });
});
