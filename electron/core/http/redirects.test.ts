import type { IncomingHttpHeaders } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from './http-types.ts';
import { nextRequest } from './redirect-rules.ts';
import { createTestAuthority } from './testing/certificates.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { answerOf, failureOf, get, memorySink, startHttp, startHttps, textOf, type Peer } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();

/** A server that redirects `/status?to=…` and tells on every other path what it was sent. */
function startRedirecting(seen: { headers: IncomingHttpHeaders; method: string; body: string }[] = []) {
  return startHttp((request, response) => {
    const url = new URL(request.url ?? '/', 'http://peer');
    const to = url.searchParams.get('to');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ headers: request.headers, method: request.method ?? '', body });
      if (to !== null) response.writeHead(Number(url.pathname.slice(1)), { location: to });
      response.end(`${request.method} ${body}`);
    });
  });
}
const to = (peer: Peer, status: number, target: string) => `${peer.url}/${status}?to=${encodeURIComponent(target)}`;

describe('redirects', () => {
  it('are followed hop by hop, relative ones too, over one connection', async () => {
    const peer = await keep(startRedirecting());
    const outcome = await engineOf().send(get(to(peer, 302, `/301?to=${encodeURIComponent('/end')}`)), { sink: memorySink() });
    expect(answerOf(outcome).finalUrl).toBe(`${peer.url}/end`);
    expect(outcome.hops.map((hop) => [hop.status, hop.location])).toEqual([
      [302, '/301?to=%2Fend'],
      [301, '/end'],
      [200, null],
    ]);
    expect(outcome.timings.totalMs).toBeCloseTo(
      outcome.hops.reduce((sum, hop) => sum + hop.timings.totalMs, 0),
      6,
    );
    expect(peer.connections()).toBe(1);
  });

  it.each([
    [301, 'POST', 'GET ', 'GET'],
    [302, 'POST', 'GET ', 'GET'],
    [303, 'PUT', 'GET ', 'GET'],
    [302, 'PUT', 'PUT data', 'PUT'],
    [307, 'POST', 'POST data', 'POST'],
    [308, 'POST', 'POST data', 'POST'],
  ])('%i after %s sends "%s" (RFC 9110 section 15.4)', async (status, method, text) => {
    const seen: { headers: IncomingHttpHeaders }[] = [];
    const peer = await keep(startRedirecting(seen as never));
    const request: HttpRequest = {
      method,
      url: to(peer, status, '/end'),
      headers: [
        ['Content-Type', 'text/plain'],
        ['X-Kept', '1'],
      ],
      body: 'data',
    };
    const outcome = await engineOf().send(request, { sink: memorySink() });
    expect(textOf(outcome)).toBe(text);
    expect(seen[1]?.headers['x-kept']).toBe('1');
    expect(seen[1]?.headers['content-type']).toBe(text.startsWith('GET') ? undefined : 'text/plain');
  });

  it('drop every credential on the way to another origin, and say so', async () => {
    const seen: { headers: IncomingHttpHeaders }[] = [];
    const other = await keep(startRedirecting(seen as never));
    const peer = await keep(startRedirecting());
    const request: HttpRequest = {
      ...get(to(peer, 302, `${other.url}/end`), [
        ['Authorization', 'Bearer s3cret'],
        ['Cookie', 'sid=s3cret'],
        ['X-Api-Key', 's3cret'],
        ['X-Shop-Token', 's3cret'],
        ['Accept', 'application/json'],
      ]),
      secretHeaders: ['x-shop-token'],
    };
    const outcome = await engineOf().send(request, { sink: memorySink() });
    expect(answerOf(outcome).status).toBe(200);
    expect(JSON.stringify(seen)).not.toContain('s3cret');
    expect(seen[0]?.headers.accept).toBe('application/json');
    expect(outcome.hops[1]?.droppedHeaders).toEqual(['Authorization', 'Cookie', 'X-Api-Key', 'X-Shop-Token']);
    expect(outcome.hops[1]?.notes[0]).toContain('credentials stay with their origin');
    // On the same origin they stay.
    const stays = await engineOf().send({ ...request, url: to(other, 302, '/end') }, { sink: memorySink() });
    expect(stays.hops[1]?.droppedHeaders).toEqual([]);
    expect(seen.at(-1)?.headers.authorization).toBe('Bearer s3cret');
  });

  it('from https to http are followed without credentials, with a note', async () => {
    const authority = createTestAuthority('Test Authority');
    const seen: { headers: IncomingHttpHeaders }[] = [];
    const plain = await keep(startRedirecting(seen as never));
    const secure = await keep(
      startHttps(authority.issue(['127.0.0.1']), (_request, response) => response.writeHead(302, { location: `${plain.url}/end` }).end()),
    );
    const outcome = await engineOf({ ca: authority.cert }).send(get(secure.url, [['Authorization', 'x']]), { sink: memorySink() });
    expect(answerOf(outcome).status).toBe(200);
    expect(seen[0]?.headers.authorization).toBeUndefined();
    expect(outcome.hops[1]?.notes.join(' ')).toContain('from https to http');
  });

  it('in a circle, too many, to a file and to nowhere each end in an own cause', async () => {
    const peer = await keep(
      startHttp((request, response) => {
        const path = request.url ?? '/';
        const next =
          path === '/a'
            ? '/b'
            : path === '/b'
              ? '/a'
              : path.startsWith('/n')
                ? `/n${Number(path.slice(2) || 0) + 1}`
                : path === '/file'
                  ? 'file:///etc/passwd'
                  : 'http://[nowhere';
        response.writeHead(302, { location: next }).end('x'.repeat(200_000));
      }),
    );
    const engine = engineOf();
    const fail = async (path: string) => failureOf(await engine.send(get(`${peer.url}${path}`), { sink: memorySink() }));
    expect(await fail('/a')).toMatchObject({ phase: 'redirect', cause: 'redirect_loop', mayHaveReachedServer: true });
    expect(await fail('/n')).toMatchObject({ phase: 'redirect', cause: 'too_many_redirects' });
    expect(await fail('/file')).toMatchObject({ phase: 'redirect', cause: 'redirect_scheme' });
    expect(await fail('/broken')).toMatchObject({ phase: 'redirect', cause: 'invalid_url' });
    const many = await engine.send(get(`${peer.url}/n`), { sink: memorySink() });
    expect(many.hops).toHaveLength(11);
  });

  it('are handed over as the answer when none may be followed, and 304 is none', async () => {
    const peer = await keep(startRedirecting());
    const outcome = await engineOf().send(get(to(peer, 302, '/end')), { sink: memorySink(), limits: { maxRedirects: 0 } });
    expect(answerOf(outcome).status).toBe(302);
    expect(outcome.hops[0]?.location).toBe('/end');
    expect(answerOf(await engineOf().send(get(to(peer, 304, '/end')), { sink: memorySink() })).status).toBe(304);
  });

  it('from a public to a private address need consent, also over a kept connection and by name', async () => {
    const inside = await keep(startHttp((_request, response) => response.end('inside'), '127.0.0.2'));
    const outside = await keep(startRedirecting());
    const engine = engineOf({
      isPrivate: (address) => address === '127.0.0.2',
      lookup: () => Promise.resolve([{ address: '127.0.0.2', family: 4 }]),
    });
    for (const target of [inside.url, `http://innocent.test:${inside.port}`]) {
      const request = get(to(outside, 302, `${target}/`));
      const stopped = await engine.send(request, { sink: memorySink() });
      expect(failureOf(stopped)).toMatchObject({ phase: 'redirect', cause: 'redirect_needs_confirmation' });
      const questions: unknown[] = [];
      const allowed = await engine.send(request, { sink: memorySink(), allowedRedirect: (question) => questions.push(question) > 0 });
      expect(textOf(allowed)).toBe('inside');
      expect(questions).toEqual([{ from: request.url, to: `${target}/`, why: 'private_network' }]);
      expect(failureOf(await engine.send(request, { sink: memorySink() })).cause).toBe('redirect_needs_confirmation');
    }
    expect(inside.connections()).toBe(2);
    // Asked for directly, a private address is no surprise.
    expect(textOf(await engine.send(get(inside.url), { sink: memorySink() }))).toBe('inside');
  });

  it('do not carry a secret body to another origin without consent', async () => {
    const seen: { body: string }[] = [];
    const other = await keep(startRedirecting(seen as never));
    const peer = await keep(startRedirecting());
    const request: HttpRequest = {
      method: 'POST',
      url: to(peer, 307, `${other.url}/end`),
      headers: [],
      body: 'client_secret=s3cret',
      hasSecretBody: true,
    };
    const engine = engineOf();
    expect(failureOf(await engine.send(request, { sink: memorySink() }))).toMatchObject({ cause: 'redirect_needs_confirmation' });
    expect(seen).toEqual([]);
    expect(textOf(await engine.send(request, { sink: memorySink(), allowedRedirect: ({ why }) => why === 'secret_body' }))).toBe(
      'POST client_secret=s3cret',
    );
  });

  it('ask anew when the place that a secret body may go to sends it on', async () => {
    const seen: { body: string }[] = [];
    const third = await keep(startRedirecting(seen as never));
    const other = await keep(startRedirecting());
    const peer = await keep(startRedirecting());
    const asked: string[] = [];
    const request: HttpRequest = {
      method: 'POST',
      url: to(peer, 307, to(other, 307, `${third.url}/end`)),
      headers: [],
      body: 'client_secret=s3cret',
      hasSecretBody: true,
    };
    const allowedRedirect = ({ to: place }: { readonly to: string }): boolean => {
      asked.push(new URL(place).origin);
      return place.startsWith(other.url);
    };
    expect(failureOf(await engineOf().send(request, { sink: memorySink(), allowedRedirect }))).toMatchObject({
      cause: 'redirect_needs_confirmation',
    });
    expect(asked).toEqual([other.url, third.url]);
    expect(seen).toEqual([]);
  });
});

describe('the request after a redirect', () => {
  it('leaves behind what sounds like a credential, and keeps the rest', () => {
    const from = new URL('https://a.test/start');
    const headers = [
      ['X-Shopify-Access-Token', 'a'],
      ['X-Session-Id', 'b'],
      ['Idempotency-Key', 'c'],
    ] as const;
    const step = nextRequest({ method: 'GET', url: from.href, headers, body: null }, from, 302, 'https://b.test/');
    expect(step).toMatchObject({ request: { headers: [headers[2]] }, droppedHeaders: ['X-Shopify-Access-Token', 'X-Session-Id'] });
  });

  it('never has a credential when the origin differs, whatever the header looks like', () => {
    const name = fc.constantFrom('authorization', 'Cookie', 'PROXY-Authorization', 'x-own', 'X-Own', 'accept', 'Host');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.constantFrom('a', 'b'))),
        fc.constantFrom(301, 302, 303, 307, 308),
        fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'DELETE'),
        fc.constantFrom(
          '/here',
          'https://a.test:443/x',
          'http://a.test/x',
          'https://a.test:8443/',
          '//b.test/',
          'https://u:p@b.test/',
          'https://a.test.evil.test/',
        ),
        (headers, status, method, location) => {
          const from = new URL('https://a.test/start');
          const step = nextRequest(
            { method, url: from.href, headers, body: method === 'GET' ? null : 'x', secretHeaders: ['X-own'] },
            from,
            status,
            location,
          );
          if (step.kind !== 'follow') return false;
          const secret = step.request.headers.filter(([header]) => /^(authorization|cookie|proxy-authorization|x-own|host)$/i.test(header));
          const isSame = step.url.origin === from.origin;
          const isClean = step.url.username === '' && step.url.password === '';
          return (
            isClean &&
            (isSame ? step.droppedHeaders.length === 0 : secret.length === 0) &&
            (method !== 'HEAD' || step.request.method === 'HEAD')
          );
        },
      ),
    );
  });
});
