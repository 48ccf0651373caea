import type { RequestListener, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../shared/contract/errors.ts';
import { createTestAuthority } from './testing/certificates.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { answerOf, failureOf, get, memorySink, startHttp, startHttp2, textOf } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();

/** A server that begins an event stream and hands the answer to the test. */
async function startStream() {
  const answers: ServerResponse[] = [];
  const peer = await keep(
    startHttp((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: one\n\n');
      answers.push(response);
    }),
  );
  return { url: `${peer.url}/`, answers };
}

describe('an event stream', () => {
  it('is told as it comes, and is the answer as far as it came when it is stopped', async () => {
    const { url, answers } = await startStream();
    const stop = new AbortController();
    const told: string[] = [];
    const outcome = await engineOf().send(get(url), {
      sink: memorySink(),
      signal: stop.signal,
      onStream: (chunk) => {
        told.push(Buffer.from(chunk).toString());
        if (told.length === 1) answers[0]?.write('data: two\n\n');
        else stop.abort();
      },
    });
    expect(told).toEqual(['data: one\n\n', 'data: two\n\n']);
    expect(textOf(outcome)).toBe('data: one\n\ndata: two\n\n');
    expect(outcome.hops.at(-1)?.notes).toEqual(['The stream was ended here.']);
  });

  it('ends at the time limit, and where the server breaks it off, with what came', async () => {
    const { url, answers } = await startStream();
    const engine = engineOf();
    const limited = await engine.send(get(url), { sink: memorySink(), limits: { totalMs: 300 } });
    expect(textOf(limited)).toBe('data: one\n\n');
    expect(limited.hops.at(-1)?.notes[0]).toContain('time limit');
    const broken = await engine.send(get(url), { sink: memorySink(), onStream: () => setTimeout(() => answers[1]?.destroy(), 20) });
    expect(answerOf(broken).status).toBe(200);
    expect(broken.hops.at(-1)?.notes).toEqual(['The server broke the stream off.']);
  });

  it('any other answer that is stopped stays a failure', async () => {
    const peer = await keep(
      startHttp((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/plain' });
        response.write('half');
      }),
    );
    const outcome = await engineOf().send(get(`${peer.url}/`), { sink: memorySink(), limits: { totalMs: 200 } });
    expect(failureOf(outcome).cause).toBe('total_timeout');
  });
});

describe('cookies', () => {
  it('are asked for and told at every hop, and those that were typed go before them', async () => {
    const seen: string[] = [];
    const peer = await keep(
      startHttp((request, response) => {
        seen.push(`${request.url} ${request.headers.cookie ?? 'none'}`);
        if (request.url === '/login') response.writeHead(302, { Location: '/home', 'Set-Cookie': ['sid=abc; Path=/', 'b=2'] }).end();
        else response.end('welcome');
      }),
    );
    const jar = new Map<string, string>();
    const outcome = await engineOf().send(get(`${peer.url}/login`, [['Cookie', 'b=typed']]), {
      sink: memorySink(),
      cookies: {
        headerFor: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ') || null,
        take: (_url, values) =>
          values.forEach((value) => {
            const [, name = '', text = ''] = /^(\w+)=([^;]*)/.exec(value) ?? [];
            jar.set(name, text);
          }),
      },
    });
    expect(textOf(outcome)).toBe('welcome');
    expect(seen).toEqual(['/login b=typed', '/home b=typed; sid=abc']);
    expect(outcome.hops[1]?.notes).toEqual(['1 cookie of this environment went along.']);
  });

  it('HTTP/1.1 only never offers HTTP/2', async () => {
    const peer = await keep(startHttp((_request, response) => response.end('x')));
    const outcome = await engineOf().send(get(`${peer.url}/`), { sink: memorySink(), httpVersion: '1.1' });
    expect(outcome.timings.httpVersion).toBe('1.1');
  });
});

describe('a body that is read when it is sent', () => {
  const streamed = () => {
    let opened = 0;
    const body = {
      byteLength: 10,
      async *open() {
        opened += 1;
        yield Buffer.from('hello');
        await new Promise((resolve) => setTimeout(resolve, 5));
        yield Buffer.from('-file');
      },
    };
    return { body, opened: () => opened };
  };
  const echo: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/moved') response.writeHead(307, { Location: '/here' }).end();
      else response.end(`${request.method} ${request.headers['content-length']} ${Buffer.concat(chunks).toString()}`);
    });
  };

  it('goes out with its length over HTTP/1 and HTTP/2, and is read again for a redirect that keeps it', async () => {
    const authority = createTestAuthority('Test Authority');
    const plain = await keep(startHttp(echo));
    const second = await keep(startHttp2(authority.issue(['127.0.0.1']), echo));
    const engine = engineOf({ ca: authority.cert });
    const { body, opened } = streamed();
    const send = (url: string) => engine.send({ method: 'PUT', url, headers: [], body }, { sink: memorySink() });
    expect(textOf(await send(`${plain.url}/here`))).toBe('PUT 10 hello-file');
    expect(textOf(await send(`${second.url}/here`))).toBe('PUT 10 hello-file');
    expect(textOf(await send(`${plain.url}/moved`))).toBe('PUT 10 hello-file');
    expect(opened()).toBe(4);
  });

  it('one that breaks off while it is read ends the send with the words of whoever read it', async () => {
    const peer = await keep(startHttp(echo));
    const fault = new Fault('bad_input', { happened: 'The file was changed while it was read.', remedy: 'Send again.' });
    const body = {
      byteLength: 10,
      async *open() {
        yield Buffer.from('hello');
        await Promise.resolve();
        throw fault;
      },
    };
    const outcome = await engineOf().send({ method: 'PUT', url: peer.url, headers: [], body }, { sink: memorySink() });
    expect(failureOf(outcome)).toMatchObject({ phase: 'send', happened: 'The file was changed while it was read.' });
  });
});
