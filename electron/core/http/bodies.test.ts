import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../shared/contract/errors.ts';
import { createSpillSink } from './body-sink.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { answerOf, countingSink, failureOf, get, memorySink, startHttp, startRaw, textOf } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bodies-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function fileSink(thresholdBytes = 1000) {
  return createSpillSink({
    thresholdBytes,
    openFile: () => {
      const path = join(folder, 'body');
      return { stream: createWriteStream(path), path, discard: () => rm(path, { force: true }) };
    },
  });
}

describe('compressed bodies', () => {
  const text = 'a line of text\n'.repeat(500);
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
  ])('are unpacked: %s', async (coding, bytes) => {
    let asked = '';
    const peer = await keep(
      startHttp((request, response) => {
        asked = String(request.headers['accept-encoding']);
        response.writeHead(200, { 'content-encoding': coding });
        // In pieces, so that no decoder sees it whole.
        for (let at = 0; at < bytes.length; at += 20) response.write(bytes.subarray(at, at + 20));
        response.end();
      }),
    );
    const outcome = await engineOf().send(get(peer.url), { sink: memorySink() });
    expect(textOf(outcome)).toBe(text);
    expect(answerOf(outcome).body).toMatchObject({
      wireBytes: bytes.length,
      byteLength: text.length,
      sha256: createHash('sha256').update(text).digest('hex'),
      decodedFrom: coding.split(', '),
    });
    expect(asked).toMatch(/^gzip, deflate, br/);
  });

  it('leaves a coding it does not know, and the accept-encoding of the caller, as they are', async () => {
    let asked = '';
    const peer = await keep(
      startHttp((request, response) => {
        asked = String(request.headers['accept-encoding']);
        response.writeHead(200, { 'content-encoding': 'compress' }).end('raw');
      }),
    );
    const outcome = await engineOf().send(get(peer.url, [['accept-encoding', 'identity']]), { sink: memorySink() });
    expect(textOf(outcome)).toBe('raw');
    expect(answerOf(outcome).body.decodedFrom).toEqual([]);
    expect(asked).toBe('identity');
  });

  it('that do not unpack, or are cut off inside, are named', async () => {
    const whole = gzipSync(text);
    const peer = await keep(
      startHttp((request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(request.url === '/cut' ? whole.subarray(0, whole.length - 9) : 'not gzip at all');
      }),
    );
    const engine = engineOf();
    expect(failureOf(await engine.send(get(peer.url), { sink: memorySink() }))).toMatchObject({ phase: 'download', cause: 'bad_encoding' });
    expect(failureOf(await engine.send(get(`${peer.url}/cut`), { sink: memorySink() })).cause).toBe('bad_encoding');
  });

  it('that unpack to far more than allowed stop at the limit', async () => {
    // About a gigabyte of zeros, made and unpacked as it goes.
    const peer = await keep(
      startHttp((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        const gzip = createGzip();
        gzip.on('error', () => undefined);
        gzip.pipe(response);
        const zeros = Buffer.alloc(1 << 20);
        let left = 1000;
        const more = (): void => {
          while (left > 0 && !response.destroyed) {
            left -= 1;
            if (!gzip.write(zeros)) {
              gzip.once('drain', more);
              return;
            }
          }
          gzip.end();
        };
        more();
      }),
    );
    const sink = countingSink();
    const outcome = await engineOf().send(get(peer.url), { sink, limits: { maxBodyBytes: 5_000_000 } });
    expect(failureOf(outcome)).toMatchObject({ phase: 'limit', cause: 'body_too_large' });
    expect(failureOf(outcome).happened).toMatch(/larger than 5 MB/);
    expect(sink.seen()).toBeLessThanOrEqual(5_000_000);
  });
});

describe('bodies larger or smaller than they should be', () => {
  it('an endless one stops at the limit with bounded memory, and its file is gone', async () => {
    let sent = 0;
    const block = Buffer.alloc(1 << 20);
    const peer = await keep(
      startHttp((_request, response) => {
        const more = (): void => {
          while (!response.destroyed && sent < 2_000_000_000) {
            sent += block.length;
            if (!response.write(block)) {
              response.once('drain', more);
              return;
            }
          }
        };
        more();
      }),
    );
    const before = process.memoryUsage().rss;
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
    const outcome = await engineOf().send(get(peer.url), { sink: fileSink(), limits: { maxBodyBytes: 150_000_000 } });
    clearInterval(watch);
    expect(failureOf(outcome)).toMatchObject({ phase: 'limit', cause: 'body_too_large' });
    expect(outcome.kind === 'failure' && outcome.cut?.body.preview.length).toBe(64 * 1024);
    expect(peak - before).toBeLessThan(100_000_000);
    expect(sent).toBeLessThan(200_000_000);
    expect(await readdir(folder)).toEqual([]);
    await expect.poll(() => peer.open()).toBe(0);
  });

  it('one that says beforehand that it is too large is not even read', async () => {
    const peer = await keep(
      startHttp((_request, response) => {
        response.writeHead(200, { 'content-length': '2000000000' });
        response.write('x');
      }),
    );
    const sink = countingSink();
    const outcome = await engineOf().send(get(peer.url), { sink });
    expect(failureOf(outcome).cause).toBe('body_too_large');
    expect(sink.seen()).toBe(0);
  });

  it.each([
    ['a length that is never reached', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this', 'body_truncated'],
    ['chunks that end early', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', 'body_truncated'],
    [
      'chunks that end early on a last answer',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
      'body_truncated',
    ],
    [
      'a length that is never reached on a last answer',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\nonly this',
      'body_truncated',
    ],
    ['chunks that are none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n', 'bad_framing'],
  ])('%s', async (_name, wire, cause) => {
    const peer = await keep(startRaw((socket) => socket.end(wire)));
    const outcome = await engineOf().send(get(peer.url), { sink: memorySink() });
    expect(failureOf(outcome)).toMatchObject({ phase: 'download', cause });
    expect(outcome.kind === 'failure' && outcome.cut).toMatchObject({ status: 200, url: peer.url });
    expect(outcome.kind === 'failure' && outcome.cut?.body.byteLength).toBeGreaterThan(0);
  });

  it('bytes beyond the length are not part of the answer, and the connection is not used again', async () => {
    const peer = await keep(
      startRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nX-Smuggled: 1\r\n\r\n')),
    );
    const engine = engineOf();
    expect(textOf(await engine.send(get(peer.url), { sink: memorySink() }))).toBe('ok');
    expect(textOf(await engine.send(get(peer.url), { sink: memorySink() }))).toBe('ok');
    expect(peer.connections()).toBe(2);
  });
});

describe('where a body goes', () => {
  it('small: memory; large: the file, whole, with hash and preview', async () => {
    const large = Buffer.from('0123456789'.repeat(300_000));
    const peer = await keep(startHttp((request, response) => response.end(request.url === '/large' ? large : 'small')));
    const engine = engineOf();
    const small = answerOf(await engine.send(get(peer.url), { sink: fileSink() }));
    expect(small.body.where).toEqual({ kind: 'memory', bytes: Buffer.from('small') });
    expect(await readdir(folder)).toEqual([]);
    const { body } = answerOf(await engine.send(get(`${peer.url}/large`), { sink: fileSink() }));
    expect(body.where.kind).toBe('file');
    expect(large.equals(await readFile(join(folder, 'body')))).toBe(true);
    expect(body.sha256).toBe(createHash('sha256').update(large).digest('hex'));
    expect(large.subarray(0, 64 * 1024).equals(Buffer.from(body.preview))).toBe(true);
  });

  it('a sink that cannot store throws its own error, and the exchange ends', async () => {
    const peer = await keep(
      startHttp((_request, response) => {
        const more = (): void => void (response.destroyed || response.write(Buffer.alloc(50_000), more));
        more();
      }),
    );
    const full = new Fault('disk_full', { happened: 'The disk is full.', remedy: 'Make room.' });
    const sink = { ...countingSink(), write: () => Promise.reject(full) };
    await expect(engineOf().send(get(peer.url), { sink })).rejects.toBe(full);
    await expect.poll(() => peer.open()).toBe(0);
  });

  it('a slow sink slows the download, not memory', async () => {
    let sent = 0;
    const peer = await keep(
      startHttp((_request, response) => {
        const timer = setInterval(() => {
          while (response.writableLength < 100_000 && sent < 50_000_000) {
            sent += 50_000;
            response.write(Buffer.alloc(50_000));
          }
        }, 1);
        response.on('close', () => clearInterval(timer));
      }),
    );
    const sink = { ...countingSink(), write: () => new Promise<void>((resolve) => setTimeout(resolve, 50)) };
    const outcome = await engineOf().send(get(peer.url), { sink, limits: { totalMs: 400 } });
    expect(failureOf(outcome).cause).toBe('total_timeout');
    expect(sent).toBeLessThan(20_000_000);
  });
});
