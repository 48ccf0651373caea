import { createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createTestAuthority } from './testing/certificates.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { answerOf, failureOf, get, memorySink, startHttp2, textOf } from './testing/peers.ts';
import type { Peer } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();
const authority = createTestAuthority('Test Authority');
const certificate = authority.issue(['127.0.0.1']);

/** A frame of RFC 9113 section 4.1. */
function frame(type: number, flags: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}
const [data, headers, reset, settings, ping, goAway, continuation] = [0, 1, 3, 4, 6, 7, 9] as const;
/** `:status: 200` of the static table. */
const ok = Buffer.from([0x88]);
const code = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A server that speaks HTTP/2 in frames of its own, once it was asked. */
async function startFrames(speak: (socket: TLSSocket) => void): Promise<Peer> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ ...certificate, ALPNProtocols: ['h2'] }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(frame(settings, 0, 0));
    let hasAsked = false;
    socket.on('data', (bytes: Buffer) => {
      // The preface of a client is 24 bytes; its request comes with it or soon after.
      if (hasAsked || !/\x01[\x04\x05\x24\x25]\0\0\0\x01/.test(bytes.toString('latin1'))) return;
      hasAsked = true;
      speak(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    port,
    url: `https://127.0.0.1:${port}`,
    connections: () => sockets.size,
    open: () => [...sockets].filter(({ destroyed }) => !destroyed).length,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

describe('an HTTP/2 server that means harm', () => {
  it.each([
    [
      'goes away in the middle of a body',
      [frame(headers, 4, 1, ok), frame(data, 0, 1, Buffer.from('half')), frame(goAway, 0, 0, Buffer.concat([code(0), code(2)]))],
      'close',
    ],
    [
      'resets the stream in the middle of a body',
      [frame(headers, 4, 1, ok), frame(data, 0, 1, Buffer.from('half')), frame(reset, 0, 1, code(8))],
      'stay',
    ],
    [
      'resets the stream without an error in the middle of a body',
      [frame(headers, 4, 1, ok), frame(data, 0, 1, Buffer.from('half')), frame(reset, 0, 1, code(0))],
      'stay',
    ],
    ['resets the stream without an error before a body', [frame(headers, 4, 1, ok), frame(reset, 0, 1, code(0))], 'stay'],
    ['resets the stream before it answers', [frame(reset, 0, 1, code(7))], 'stay'],
    [
      'continues its headers without end',
      [frame(headers, 0, 1, ok), ...Array.from({ length: 20_000 }, () => frame(continuation, 0, 1, Buffer.alloc(16)))],
      'stay',
    ],
    [
      'sends headers that unpack to a gigabyte',
      [
        frame(
          headers,
          4,
          1,
          Buffer.concat([ok, Buffer.from([0x40, 1, 0x61, 0x7f, 0x80, 0x1e]), Buffer.alloc(3967, 0x62), Buffer.alloc(10_000, 0xbe)]),
        ),
      ],
      'stay',
    ],
    ['answers on a stream that nobody opened', [frame(headers, 4, 7, ok)], 'stay'],
    ['sends data before headers', [frame(data, 1, 1, Buffer.from('x'))], 'stay'],
    ['sends frames larger than allowed', [frame(headers, 4, 1, Buffer.alloc(200_000, 0x88))], 'stay'],
    ['sends a status that is none', [frame(headers, 5, 1, Buffer.from([0x08, 3, 0x39, 0x39, 0x78]))], 'stay'],
    [
      'sends pings and settings without end',
      Array.from({ length: 20_000 }, () => Buffer.concat([frame(ping, 0, 0, Buffer.alloc(8)), frame(settings, 0, 0)])),
      'stay',
    ],
    ['sends garbage', [Buffer.alloc(5000, 0x41)], 'stay'],
  ] as const)('that %s ends in a failure with a name, and the next request goes on a new connection', async (_how, frames, then) => {
    const peer = await keep(
      startFrames((socket) => {
        socket.write(Buffer.concat(frames));
        if (then === 'close') socket.end();
      }),
    );
    const engine = engineOf({ ca: authority.cert });
    const before = process.cpuUsage();
    for (const method of ['GET', 'POST']) {
      const outcome = await engine.send(
        { ...get(peer.url), method, body: method === 'POST' ? 'x' : null },
        { sink: memorySink(), limits: { totalMs: 1500 } },
      );
      const failure = failureOf(outcome);
      expect(failure.happened).not.toBe('');
      expect(['reset', 'not_http', 'body_truncated', 'answer_timeout']).toContain(failure.cause);
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(3_000);
    const good = await keep(startHttp2(certificate, (_request, response) => response.end('ok')));
    expect(answerOf(await engine.send(get(good.url), { sink: memorySink() })).status).toBe(200);
  });
});

it.each([
  ['with its last data', [frame(headers, 4, 1, ok), frame(data, 1, 1, Buffer.from('whole'))]],
  ['with an empty frame', [frame(headers, 4, 1, ok), frame(data, 0, 1, Buffer.from('whole')), frame(data, 1, 1)]],
  [
    'with trailers',
    [frame(headers, 4, 1, ok), frame(data, 0, 1, Buffer.from('whole')), frame(headers, 5, 1, Buffer.from([0, 1, 0x61, 1, 0x62]))],
  ],
])('an answer over HTTP/2 that ended %s is whole, also when the stream is reset behind it', async (_how, frames) => {
  for (const after of [[], [frame(reset, 0, 1, code(0))]]) {
    const peer = await keep(startFrames((socket) => void socket.write(Buffer.concat([...frames, ...after]))));
    const outcome = await engineOf({ ca: authority.cert }).send(get(peer.url), { sink: memorySink() });
    expect(textOf(outcome)).toBe('whole');
  }
});
