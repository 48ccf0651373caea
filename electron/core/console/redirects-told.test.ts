import { expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json, startVendor, type Answer } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function asked(answer: Answer, path = '/one') {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  const exchange = await started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path });
  return { ...started, exchange, origin: vendor.peer.url };
}

it('tells each redirect with where it led, the end of the way too', async () => {
  const { exchange, origin } = await asked((request, response) => {
    if (request.url === '/v1/one') response.writeHead(302, { Location: '/v1/two?token=abc' }).end();
    else if (request.url.startsWith('/v1/two')) response.writeHead(307, { Location: 'three' }).end();
    else json(response, { id: 1 });
  });
  expect(exchange.hops.map(({ status, url, to }) => [status, url, to])).toEqual([
    [302, `${origin}/v1/one`, expect.stringMatching(/\/v1\/two\?token=(?!abc)/)],
    [307, expect.stringMatching(/\/v1\/two\?token=(?!abc)/), `${origin}/v1/three`],
  ]);
});

it('tells a redirect that no call follows, and calls it the vendor’s', async () => {
  const { exchange, client } = await asked((_request, response) => void response.writeHead(302, { Location: 'file:///etc/passwd' }).end());
  expect(exchange).toMatchObject({ state: 'failed', errorClass: 'theirs', failure: { cause: 'redirect_scheme' } });
  expect(exchange.hops).toMatchObject([{ status: 302, to: 'file:///etc/passwd' }]);
  expect((await client.answers.explain({ id: exchange.id })).builtIn?.title).toBe('The vendor’s side failed');
});

it('does not call a request wrong that was ended here', async () => {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, () => undefined);
  const stop = new AbortController();
  const sent = started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/never' }, { signal: stop.signal });
  setTimeout(() => stop.abort(), 200);
  await sent.catch(() => undefined);
  await expect.poll(async () => (await started.client.console.exchanges({ limit: 1 })).rows[0]?.state).toBe('failed');
  const [row] = (await started.client.console.exchanges({ limit: 1 })).rows;
  expect(row?.errorClass).toBe('ours');
  expect((await started.client.answers.explain({ id: row?.id ?? '' })).builtIn?.title).toBe('The call was ended here');
});
