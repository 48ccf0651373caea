import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json, startVendor, type Answer } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function startWith(answer: Answer) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  const send = (draft: { [more: string]: unknown } = {}) =>
    started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders', ...draft });
  return { ...started, vendor, send };
}

const answers: readonly (readonly [string, Answer, { readonly [more: string]: unknown }])[] = [
  ['an answer that fits', (_request, response) => json(response, { id: 7 }, { 'X-Request-Id': 'r-7' }), {}],
  [
    'one that was asked for with a body',
    (_request, response) => json(response, { id: 7 }),
    { method: 'POST', body: '{"a":1}', mediaType: 'application/json' },
  ],
  ['an error', (_request, response) => json(response, { error: 'no' }, {}, 422), {}],
  ['no body', (_request, response) => response.writeHead(204).end(), {}],
  ['a binary one', (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([137, 0, 1, 2])), {}],
  [
    'one in another charset',
    (_request, response) => response.writeHead(200, { 'content-type': 'text/plain; charset=iso-8859-1' }).end(Buffer.from([0xe9])),
    {},
  ],
  ['a long one', (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(700_000)), {}],
  ['one in a file', (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(1_500_000)), {}],
  [
    'one that says what is left',
    (_request, response) => json(response, {}, { 'RateLimit-Limit': '10', 'RateLimit-Remaining': '9', 'RateLimit-Reset': '60' }),
    {},
  ],
  ['one that was broken off', (_request, _response, incoming) => void incoming.socket.destroy(), { method: 'POST', body: '1' }],
];

describe('what a send gives back', () => {
  it.each(answers)('is what is found in the history afterwards: %s', async (_what, answer, draft) => {
    const { client, send } = await startWith(answer);
    const sent = await send(draft);
    expect(sent).toEqual(await client.console.exchange({ id: sent.id }));
    expect(JSON.parse(JSON.stringify(sent))).toEqual(JSON.parse(JSON.stringify(await client.console.exchange({ id: sent.id }))));
  });
});
