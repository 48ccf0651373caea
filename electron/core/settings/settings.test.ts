import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createTestAuthority } from '../http/testing/certificates.ts';
import { startHttps } from '../http/testing/peers.ts';
import { coresForTests, faultFrom, until, type TestCore } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { tidy } from './keep-house.ts';

const tests = coresForTests();
const day = 86_400_000;
const authority = createTestAuthority('Acme Root');

/** A vendor over TLS under an authority that no system knows. */
async function startSecure(started: Pick<TestCore, 'core' | 'client'>, certificate = authority.issue(['127.0.0.1'])) {
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
  const secure = await startHttps(certificate, (_request, response) => json(response, { id: 1 }));
  tests.later(() => secure.close());
  const { environments } = await started.client.inventory.show({ id: vendor.apiId });
  const [environment] = environments;
  if (!environment) throw new Error('no environment');
  await started.client.inventory.saveEnvironment({ ...environment, baseUrl: `${secure.url}/v1` });
  return { ...vendor, secure, send: () => started.client.console.send({ environmentId: environment.id, method: 'GET', path: '/orders' }) };
}

describe('settings', () => {
  it('have defaults, are set by group, and are in the activity', async () => {
    const { client } = await tests.startOpen();
    expect((await client.settings.show({})).settings).toMatchObject({ retention: { bodyDays: 90 }, proxy: { mode: 'none' } });
    await client.settings.set({ retention: { bodyDays: 30 } });
    const { settings } = await client.settings.show({});
    expect(settings).toMatchObject({ retention: { bodyDays: 30 }, backups: { isDaily: true } });
    expect((await client.activity.list({ entity: 'setting' })).entries).toMatchObject([{ summary: 'Retention set' }]);
  });

  it.each([
    ['http://me:pw@proxy:3128', 'user name or a password'],
    ['gopher://proxy:1080', 'not the address'],
    ['', 'needs an address'],
  ])('refuse the proxy “%s” and keep nothing', async (url, words) => {
    const { client } = await tests.startOpen();
    const fault = await faultFrom(client.settings.set({ proxy: { mode: 'manual', url, username: '', bypass: [] } }));
    expect(fault.data.happened).toContain(words);
    expect((await client.settings.show({})).settings.proxy.mode).toBe('none');
  });
});

describe('an authority', () => {
  it('that is added is trusted by the next call, and no longer once it is removed', async () => {
    const started = await tests.startOpen();
    const { client } = started;
    const { send } = await startSecure(started);
    const refused = await send();
    expect(refused.failure).toMatchObject({
      cause: expect.stringMatching(/^tls_/),
      remedy: expect.stringMatching(/certificate|authority/i),
    });
    const [added] = await client.settings.addAuthority({ pem: `# Acme\n${authority.cert}` });
    expect(added).toMatchObject({ name: 'Acme Root', fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}/) });
    expect((await send()).status).toBe(200);
    await client.settings.removeAuthority({ id: added?.id ?? '' });
    expect((await send()).failure?.cause).toMatch(/^tls_/);
  });

  it.each([
    ['what is no certificate', 'hello', 'no certificate'],
    ['a private key', createTestAuthority('x').key, 'private key'],
    ['a server’s own certificate', authority.issue(['shop.test']).cert, 'server’s own'],
  ])('is not %s', async (_what, pem, words) => {
    const { client } = await tests.startOpen();
    expect((await faultFrom(client.settings.addAuthority({ pem }))).data.happened).toContain(words);
    expect((await client.settings.show({})).authorities).toEqual([]);
  });

  it('whose host was called: the end of its certificate is on the calendar, once, and a new issuer is noted', async () => {
    const started = await tests.startOpen();
    const { client, engine } = started;
    const other = createTestAuthority('Other Root');
    await client.settings.addAuthority({ pem: authority.cert + other.cert });
    const { send, apiId, secure } = await startSecure(started);
    await send();
    await send();
    await until(async () => (await client.calendar.list({})).length > 0, 'the certificate is on the calendar');
    const [event, ...others] = await client.calendar.list({});
    expect(others).toEqual([]);
    expect(event).toMatchObject({ kind: 'certificate_expiry', title: 'Certificate of 127.0.0.1 ends', apiId, source: 'certificate' });
    expect((event?.effectiveAt ?? 0) - Date.now()).toBeGreaterThan(29 * day);
    expect((await client.calendar.show({ id: event?.id ?? '' })).dates[0]?.raw).toContain('Issued by Acme Root for 127.0.0.1');
    await secure.close();
    const renewed = await startHttps(
      other.issue(['127.0.0.1'], { from: new Date(Date.now() - day), to: new Date(Date.now() + 80 * day) }),
      (_request, response) => json(response, {}),
    );
    tests.later(() => renewed.close());
    const { environments } = await client.inventory.show({ id: apiId });
    if (environments[0]) await client.inventory.saveEnvironment({ ...environments[0], baseUrl: `${renewed.url}/v1` });
    await send();
    await until(async () => (await client.calendar.list({}))[0]?.notes !== '', 'the new issuer is noted');
    const [after] = await client.calendar.list({});
    expect(after?.notes).toContain('issued by Other Root, before by Acme Root');
    expect((await client.calendar.show({ id: after?.id ?? '' })).dates).toHaveLength(2);
    expect(engine.db.all('SELECT * FROM calendar_events')).toHaveLength(1);
  });
});

describe('a proxy', () => {
  it('takes the calls, is passed by for the hosts of its list, and its password is nowhere but in the keychain', async () => {
    const started = await tests.startOpen();
    const { client, engine } = started;
    const seen: string[] = [];
    const server = createServer((request: IncomingMessage, response) => {
      seen.push(`${request.headers['proxy-authorization']} ${request.url}`);
      const { hostname, port } = new URL(request.url ?? '');
      const onward = connect(Number(port), hostname, () => {
        onward.write(`GET ${new URL(request.url ?? '').pathname} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
      });
      onward.on('data', () => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":1}'));
      onward.on('error', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    tests.later(() => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
    const send = () => client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
    await client.settings.set({ proxy: { mode: 'manual', url, username: 'ops', bypass: [] } });
    const { data: refused } = await faultFrom(client.settings.setProxyPassword({ password: 'Password1' }));
    expect(refused).toMatchObject({
      happened: expect.stringContaining('This secret is an ordinary word') as string,
      place: { path: 'isMeant' },
    });
    expect((await client.settings.show({})).proxyPassword).toBe('missing');
    expect((await client.settings.setProxyPassword({ password: 'Password1', isMeant: true })).proxyPassword).not.toBe('missing');
    expect((await client.settings.setProxyPassword({ password: '' })).proxyPassword).toBe('missing');
    expect((await client.settings.setProxyPassword({ password: 'pr0xy-S3cret' })).proxyPassword).not.toBe('missing');
    expect((await send()).status).toBe(200);
    expect(seen).toEqual([`Basic ${Buffer.from('ops:pr0xy-S3cret').toString('base64')} ${vendor.peer.url}/v1/orders`]);
    await client.settings.set({ proxy: { mode: 'manual', url, username: 'ops', bypass: ['127.0.0.1'] } });
    expect((await send()).status).toBe(200);
    expect(seen).toHaveLength(1);
    const everything = JSON.stringify([
      await client.settings.show({}),
      engine.db.all('SELECT * FROM settings'),
      engine.db.all('SELECT * FROM activity'),
      engine.db.all('SELECT * FROM exchanges'),
    ]);
    expect(everything).not.toContain('pr0xy-S3cret');
  });
});

describe('the daily work', () => {
  it('makes a backup each day, also after one that was made while the clock was years ahead', async () => {
    const { engine, clock } = await tests.startOpen();
    clock.pass(3000 * day);
    expect((await tidy(engine)).isBackedUp).toBe(true);
    clock.pass(-3000 * day);
    expect((await tidy(engine)).isBackedUp).toBe(true);
    expect((await tidy(engine)).isBackedUp).toBe(false);
  });

  it('takes away bodies that are too old, and keeps their exchanges', async () => {
    const started = await tests.startOpen();
    const { client, engine, clock } = started;
    const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
    const send = () => client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
    const { id } = await send();
    clock.pass(60 * day);
    await send();
    await client.settings.set({ retention: { bodyDays: 30 } });
    expect((await client.settings.show({})).bodies).toMatchObject({ count: 2, dueCount: 1 });
    expect(await tidy(engine)).toEqual({ isBackedUp: true, bodies: 1 });
    expect(await tidy(engine)).toEqual({ isBackedUp: false, bodies: 0 });
    expect((await client.console.exchange({ id })).status).toBe(200);
    expect((await client.settings.show({})).bodies).toMatchObject({ count: 1, dueCount: 0 });
  });
});

describe('people', () => {
  it('are added, renamed and given a zone', async () => {
    const { client } = await tests.startOpen();
    const { id } = await client.workspace.addPerson({ name: 'Ines', email: 'ines@example.com', zone: 'Europe/Lisbon' });
    expect(await client.workspace.updatePerson({ id, name: 'Inês', role: 'reader' })).toMatchObject({
      name: 'Inês',
      role: 'reader',
      zone: 'Europe/Lisbon',
    });
    expect((await faultFrom(client.workspace.updatePerson({ id, zone: 'Mars/Olympus' }))).data.happened).toContain('not a time zone');
    expect((await faultFrom(client.workspace.addPerson({ name: 'inês' }))).code).toBe('conflict');
  });

  it('who own something are removed only when somebody takes it over', async () => {
    const started = await tests.startOpen();
    const { client, engine } = started;
    const { id } = await client.workspace.addPerson({ name: 'Ines' });
    const event = await client.calendar.add({ kind: 'review', title: 'Review', effectiveAt: null, ownerId: id });
    const fault = await faultFrom(client.workspace.removePerson({ id }));
    expect(fault.data.happened).toBe('Ines owns 1 date.');
    await client.workspace.removePerson({ id, reassignTo: engine.person.id });
    expect((await client.calendar.show({ id: event.id })).event.ownerName).toBe(engine.person.name);
    expect((await client.workspace.people({})).map(({ name }) => name)).toEqual([engine.person.name]);
  });

  it('the last owner and oneself stay', async () => {
    const { client, engine } = await tests.startOpen();
    expect((await faultFrom(client.workspace.updatePerson({ id: engine.person.id, role: 'reader' }))).data.happened).toContain(
      'only owner',
    );
    expect((await faultFrom(client.workspace.removePerson({ id: engine.person.id }))).data.happened).toBe('This is you.');
  });
});
