import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createYoga, createSchema } from 'graphql-yoga';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../shared/contract/console.ts';
import type { LiveEvent } from '../../../shared/contract/workspace.ts';
import { startHttp } from '../http/testing/peers.ts';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { json, startVendor, type Answer } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function startWith(answer: Answer = (_request, response) => json(response, { id: 1 })) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  const send = (draft: object = {}): Promise<Exchange> =>
    started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders', ...draft });
  const goLive = async (): Promise<void> => {
    const [environment] = (await started.client.inventory.show({ id: vendor.apiId })).environments;
    if (environment) await started.client.inventory.saveEnvironment({ ...environment, kind: 'production', name: 'Live' });
  };
  return { ...started, vendor, send, goLive };
}

describe('the production guard', () => {
  it('lets reading through, and a change only when it is confirmed; the words name vendor, environment and effect', async () => {
    const { vendor, send, goLive } = await startWith();
    await goLive();
    await send();
    const fault = await faultFrom(
      send({ method: 'POST', path: '/orders/{id}/refunds', parameters: [{ in: 'path', name: 'id', value: '7' }] }),
    );
    expect(fault.data).toMatchObject({ code: 'production_guarded', remedy: expect.stringContaining('--yes-production Live') });
    expect(fault.data.happened).toMatch(/^POST \/orders\/\{id\}\/refunds refunds money in Live of .+, which is production\.$/);
    await faultFrom(send({ method: 'DELETE', confirmProduction: 'live' }));
    expect(vendor.received).toHaveLength(1);
    await send({ method: 'POST', confirmProduction: 'Live' });
    expect(vendor.received).toHaveLength(2);
  });

  it('takes a GraphQL query for reading and a mutation for a change', async () => {
    const { vendor, send, goLive } = await startWith();
    await goLive();
    const graphql = (query: string) => send({ method: 'POST', path: '/graphql', content: { kind: 'graphql', query } });
    await graphql('{ shop { name } }');
    const fault = await faultFrom(graphql('mutation Refund { refund(id: 1) { id } }'));
    expect(fault.data.happened).toContain('The GraphQL mutation Refund changes data in Live');
    // A value cannot turn one into the other unseen.
    const filled = { kind: 'graphql', query: '{{kind}} Refund { refund { id } }' };
    const turned = await faultFrom(send({ method: 'POST', path: '/graphql', content: filled, variables: { kind: 'mutation' } }));
    expect(turned.data.code).toBe('production_guarded');
    expect(vendor.received).toHaveLength(1);
  });

  it('is unlocked by name for some minutes, for one environment, and locks itself; both are in the activity', async () => {
    const { client, engine, vendor, clock, send, goLive } = await startWith();
    const environmentId = vendor.environmentId;
    await faultFrom(client.requests.unlock({ environmentId, minutes: 15, confirmProduction: 'Sandbox' }));
    await goLive();
    const post = () => send({ method: 'POST' });
    const wrong = await faultFrom(client.requests.unlock({ environmentId, minutes: 15, confirmProduction: 'live' }));
    expect(wrong.data.remedy).toContain('stays locked');
    await faultFrom(post());
    const state = await client.requests.unlock({ environmentId, minutes: 15, confirmProduction: 'Live' });
    expect(state.unlockedUntil).toBeGreaterThan(clock.now() + 14 * 60_000);
    expect((await client.console.check({ environmentId, method: 'POST', path: '/orders' })).effect).toMatchObject({
      changes: true,
      isGuarded: false,
    });
    await post();
    // Told by the person and not by a name: the app by itself has nothing unlocked, and neither has a namesake.
    const { guard } = engine.console;
    expect(guard.unlockedUntil(null, environmentId)).toBeNull();
    expect(guard.unlockedUntil(engine.person.name, environmentId)).toBeNull();
    await client.workspace.updatePerson({ id: engine.person.id, name: 'Somebody else' });
    await post();
    clock.pass(15 * 60_000);
    expect((await faultFrom(post())).data.code).toBe('production_guarded');
    await client.requests.unlock({ environmentId, minutes: 5, confirmProduction: 'Live' });
    expect((await client.requests.lock({ environmentId })).unlockedUntil).toBeNull();
    await faultFrom(post());
    const { entries } = await client.activity.list({ entity: 'environment' });
    expect(entries.map(({ summary }) => summary).filter((words) => /lock/.test(words))).toEqual([
      expect.stringMatching(/^Live of .+ locked again$/),
      expect.stringMatching(/^Live of .+ unlocked for 5 minutes/),
      expect.stringMatching(/^Live of .+ unlocked for 15 minutes/),
    ]);
  });
});

describe('values', () => {
  it('of the workspace and of an API are filled in behind those of the environment, say so, and can be taken back', async () => {
    const { client, vendor, send } = await startWith();
    await client.requests.setValues({ apiId: null, variables: { shop: 'acme', team: 'ops' } });
    await client.requests.setValues({ apiId: vendor.apiId, variables: { shop: 'acme-eu' } });
    await client.console.setVariables({ environmentId: vendor.environmentId, variables: { stage: 'test' } });
    await send({ path: '/{{shop}}/{{team}}/{{stage}}' });
    expect(vendor.received[0]?.url).toBe('/v1/acme-eu/ops/test');
    const draft = { environmentId: vendor.environmentId, method: 'GET', path: '/{{shop}}', variables: { shop: 'mine' } };
    const [value] = (await client.console.check(draft)).filledIn;
    expect(value).toMatchObject({
      value: 'mine',
      origin: 'request',
      hides: [{ value: 'acme-eu' }, { value: 'acme', originWords: 'the whole workspace' }],
    });
    const fault = await faultFrom(client.requests.setValues({ apiId: null, variables: { api_key: 'sk_live_1234567890abcdef' } }));
    expect(fault.data.happened).toContain('looks like a secret');
  });
});

describe('cookies', () => {
  const login: Answer = (request, response) =>
    request.url.endsWith('/login')
      ? json(response, {}, { 'Set-Cookie': 'session=c0okie-s3cret-value; Path=/; HttpOnly' })
      : json(response, { cookie: request.headers['cookie'] ?? null });
  const secret = 'c0okie-s3cret-value';
  const everything = (folder: string): string =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('');

  it('come back with the next call to the environment, are shown without their value, and can be cleared', async () => {
    const { client, vendor, folder, send } = await startWith(login);
    const { environmentId } = vendor;
    await send({ path: '/login' });
    const exchange = await send({});
    expect(vendor.received.at(-1)?.headers['cookie']).toBe(`session=${secret}`);
    expect(exchange.answerBody?.text).not.toContain(secret);
    const jar = await client.requests.cookies({ environmentId });
    expect(jar).toMatchObject({
      isKept: false,
      cookies: [{ name: 'session', domain: '127.0.0.1', isHttpOnly: true, byteLength: secret.length }],
    });
    expect(JSON.stringify(jar)).not.toContain(secret);
    await send({ travel: { usesCookies: false } });
    expect(vendor.received.at(-1)?.headers['cookie']).toBeUndefined();
    await client.requests.clearCookies({ environmentId, one: { name: 'session', domain: '127.0.0.1', path: '/' } });
    await send({});
    expect(vendor.received.at(-1)?.headers['cookie']).toBeUndefined();
    expect(everything(folder)).not.toContain(secret);
  });

  it('that a vendor invents without end are looked for as far as the newest of them, in what is written', async () => {
    let count = 0;
    const { engine, vendor, send } = await startWith((_request, response) => {
      const cookies = Array.from({ length: 30 }, () => `made-up-${(count += 1)}=value-number-${count}-of-many; Path=/`);
      response.writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': cookies }).end('{}');
    });
    for (let time = 0; time < 9; time += 1) await send();
    expect(vendor.received).toHaveLength(9);
    const redactor = engine.secrets.redactor();
    const isHidden = (number: number): boolean =>
      redactor.text(`value-number-${number}-of-many`) === '' || redactor.text(`value-number-${number}-of-many`).startsWith('[redacted');
    expect(isHidden(270)).toBe(true);
    expect(isHidden(75)).toBe(true);
    expect(isHidden(60)).toBe(false);
  });

  it('of an environment that is gone are neither kept nor cleared', async () => {
    const { client } = await startWith();
    const environmentId = '0190a000-0000-7000-8000-000000000000';
    expect((await faultFrom(client.requests.keepCookies({ environmentId, isKept: true }))).code).toBe('not_found');
    expect((await faultFrom(client.requests.clearCookies({ environmentId, one: null }))).code).toBe('not_found');
  });

  it('longer than browsers keep are left out', async () => {
    const { client, vendor, send } = await startWith((_request, response) =>
      json(response, {}, { 'Set-Cookie': `huge=${'x'.repeat(5_000)}; Path=/` }),
    );
    await send();
    expect((await client.requests.cookies({ environmentId: vendor.environmentId })).cookies).toEqual([]);
  });

  it('are gone with the program unless they are kept, and then lie sealed', async () => {
    const { client, core, vendor, folder, send } = await startWith(login);
    const { environmentId } = vendor;
    await send({ path: '/login' });
    await core.close();
    await core.open(folder);
    expect((await client.requests.cookies({ environmentId })).cookies).toEqual([]);
    await client.requests.keepCookies({ environmentId, isKept: true });
    await send({ path: '/login' });
    await core.close();
    await core.open(folder);
    expect(await client.requests.cookies({ environmentId })).toMatchObject({ isKept: true, cookies: [{ name: 'session' }] });
    await send({});
    expect(vendor.received.at(-1)?.headers['cookie']).toBe(`session=${secret}`);
    await client.requests.keepCookies({ environmentId, isKept: false });
    await core.close();
    expect(everything(folder)).not.toContain(secret);
  });
});

describe('a GraphQL schema', () => {
  async function startYoga() {
    const yoga = createYoga({
      schema: createSchema({
        typeDefs:
          'type Query { order(name: String!): Order } type Order { name: String! total: Int } type Mutation { note(text: String!): Boolean }',
        resolvers: { Query: { order: (_root: unknown, { name }: { name: string }) => ({ name, total: 4990 }) } },
      }),
      logging: false,
    });
    const peer = await startHttp((request, response) => void yoga(request, response));
    tests.later(() => peer.close());
    const started = await startWith();
    const [environment] = (await started.client.inventory.show({ id: started.vendor.apiId })).environments;
    if (!environment) throw new Error('no environment');
    await started.client.inventory.saveEnvironment({ ...environment, baseUrl: peer.url });
    return { ...started, peer };
  }

  it('is asked of the API itself, is an exchange, and stays when nobody answers any more', async () => {
    const { client, vendor, peer, send } = await startYoga();
    const { apiId, environmentId } = vendor;
    expect(await client.requests.graphqlSchema({ apiId })).toBeNull();
    const schema = await client.requests.askForSchema({ environmentId, path: '/graphql' });
    expect(schema).toMatchObject({ apiId, source: 'asked of Sandbox', typeCount: 3 });
    expect(schema.sdl).toContain('order(name: String!): Order');
    expect((await client.console.exchanges({})).rows).toMatchObject([{ method: 'POST', status: 200 }]);
    const query = 'query One($name: String!) { order(name: $name) { total } }';
    const answer = await send({ method: 'POST', path: '/graphql', content: { kind: 'graphql', query, variables: '{"name": "#1"}' } });
    expect(JSON.parse(answer.answerBody?.text ?? '')).toEqual({ data: { order: { total: 4990 } } });
    await peer.close();
    expect((await faultFrom(client.requests.askForSchema({ environmentId, path: '/graphql' }))).data.code).toBe('network_failed');
    expect((await client.requests.graphqlSchema({ apiId }))?.sdl).toBe(schema.sdl);
  });

  it('is taken from a file, and one that is none is refused with its line', async () => {
    const { client, vendor } = await startWith();
    const { apiId } = vendor;
    const fault = await faultFrom(client.requests.takeSchema({ apiId, text: 'type Query {\n  a: \n}', source: 'x.graphql' }));
    expect(fault.data).toMatchObject({ happened: expect.stringContaining('line 3'), place: { line: 3 } });
    expect(
      (await faultFrom(client.requests.takeSchema({ apiId, text: '{"errors":[{"message":"Introspection is off"}]}', source: 'x' }))).data
        .happened,
    ).toContain('Introspection is off');
    await client.requests.takeSchema({ apiId, text: 'type Query { a: Int }', source: 'x.graphql' });
    expect(await client.requests.graphqlSchema({ apiId })).toMatchObject({ source: 'x.graphql', typeCount: 1 });
    await client.requests.removeSchema({ apiId });
    expect(await client.requests.graphqlSchema({ apiId })).toBeNull();
  });
});

describe('a stream', () => {
  it('is told live, redacted, and kept when it is ended', async () => {
    const stop = new AbortController();
    const { client, core, vendor } = await startWith((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('event: order\ndata: {"id":1}\n\n');
      setTimeout(() => response.write('data: second\n\n'), 30);
    });
    const told: LiveEvent[] = [];
    const unsubscribe = core.listen((event) => void told.push(event));
    tests.later(unsubscribe);
    const sending = client.console.send(
      { environmentId: vendor.environmentId, method: 'GET', path: '/orders', streamId: 'mine' },
      { signal: stop.signal },
    );
    const events = () => told.flatMap((event) => (event.kind === 'stream' && event.streamId === 'mine' ? event.events : []));
    await until(() => events().length === 2, 'two events');
    expect(events()).toMatchObject([
      { name: 'order', data: '{"id":1}' },
      { name: 'message', data: 'second' },
    ]);
    stop.abort();
    await sending.catch(() => undefined);
    await until(async () => (await client.console.exchanges({})).rows[0]?.state === 'answered', 'the exchange is kept');
    const [row] = (await client.console.exchanges({})).rows;
    const exchange = await client.console.exchange({ id: row?.id ?? '' });
    expect(exchange.answerBody?.text).toBe('event: order\ndata: {"id":1}\n\ndata: second\n\n');
    const kept = await client.answers.events({ exchangeId: exchange.id, from: 1, count: 9 });
    expect(kept.events.map(({ at }) => at)).toEqual(events().map(({ at }) => at));
  });
});
