import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../keychain/secret-store.ts';
import { coresForTests, faultFrom, testNow } from '../testing/test-core.ts';
import { importNow, smallDocument } from '../testing/test-inventory.ts';
import { placeSecret } from './placement.ts';
import { createSecrets } from './secrets.ts';

const tests = coresForTests();
const day = 86_400_000;
const secret = 'credential-canary-0815';

async function start() {
  const store = createMemoryStore('a test');
  const started = await tests.startOpen({ openKeychain: async () => store });
  const apiId = importNow(started.engine, smallDocument({}));
  const [environment] = (await started.client.inventory.show({ id: apiId })).environments;
  return { ...started, store, apiId, environmentId: environment?.id ?? '' };
}

describe('a credential', () => {
  it('is described in the workspace, and its secret is in the keychain and nowhere else', async () => {
    const { client, store, environmentId, folder, core, apiId } = await start();
    const added = await client.credentials.add({
      name: 'Live key',
      kind: 'api_key',
      secret,
      placement: { in: 'header', name: 'X-Api-Key' },
      environmentIds: [environmentId],
    });
    expect(added).toMatchObject({
      secretState: 'memory',
      environments: [{ id: environmentId }],
      standing: { state: 'holds' },
      rotationDays: 90,
    });
    expect((await store.all()).map((kept) => kept.secret)).toContain(secret);
    expect((await client.inventory.show({ id: apiId })).environments[0]).toMatchObject({ credentialName: 'Live key' });
    expect(JSON.stringify([await client.credentials.list({}), await client.activity.list({})])).not.toContain(secret);
    await core.close();
    for (const name of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name)).includes(secret), name.name).toBe(false);
  });

  it('is not added when its description cannot be: then no secret stays behind', async () => {
    const { client, store } = await start();
    const before = await store.all();
    expect(
      (
        await faultFrom(
          client.credentials.add({ name: 'A', kind: 'bearer', secret, environmentIds: ['0190a000-0000-7000-8000-000000000000'] }),
        )
      ).code,
    ).toBe('not_found');
    expect((await faultFrom(client.credentials.add({ name: 'A', kind: 'bearer', secret, allowedHosts: ['not a host'] }))).code).toBe(
      'bad_input',
    );
    await client.credentials.add({ name: 'A', kind: 'bearer', secret: 'another-secret' });
    expect((await faultFrom(client.credentials.add({ name: 'a', kind: 'bearer', secret }))).code).toBe('conflict');
    expect((await store.all()).filter((kept) => kept.secret === secret)).toEqual([]);
    expect(await store.all()).toHaveLength(before.length + 1);
  });

  it('whose secret is an ordinary word is not stored before a person says that it is meant, and then cut out exactly', async () => {
    const { client, store, engine } = await start();
    const kind = { name: 'Sandbox', kind: 'bearer' } as const;
    const before = await store.all();
    const refused = await faultFrom(client.credentials.add({ ...kind, secret: 'password' }));
    expect(refused).toMatchObject({ code: 'bad_input', data: { place: { path: 'isMeant' } } });
    expect(refused.data.happened).toContain('an ordinary word');
    expect(refused.data.happened).not.toContain('password');
    expect(await store.all()).toEqual(before);
    const { id } = await client.credentials.add({ ...kind, secret: 'password', isMeant: true });
    expect(engine.secrets.redactor().text('passwords, Password, password')).toBe(
      `[redacted: credential ${id.slice(-4)}]s, Password, [redacted: credential ${id.slice(-4)}]`,
    );
    expect((await faultFrom(client.credentials.rotate({ id, secret: 'test-key' }))).data.place).toEqual({ path: 'isMeant' });
    const rotation = await client.credentials.startRotation({ credentialId: id });
    expect((await faultFrom(client.credentials.enterNewSecret({ id: rotation.id, secret: '123456' }))).data.happened).toContain(
      'a short number',
    );
    expect(engine.secrets.get(id)).toBe('password');
  });

  it('can be rotated; its age counts from then, and neither step can be taken back as if the old secret were there', async () => {
    const { client, store, clock } = await start();
    const { id } = await client.credentials.add({ name: 'A', kind: 'bearer', secret, rotationDays: 30 });
    clock.pass(31 * day);
    expect((await client.credentials.show({ id })).standing).toMatchObject({ state: 'soon', words: 'past policy, 31 days' });
    expect(await client.credentials.rotate({ id, secret: 'the-next-secret' })).toMatchObject({ standing: { state: 'holds' } });
    expect((await store.all()).map((kept) => kept.secret)).toEqual(expect.not.arrayContaining([secret]));
    expect((await faultFrom(client.activity.undo({ entity: 'credential', entityId: id }))).code).toBe('conflict');
    expect((await client.activity.list({ entity: 'credential', limit: 1 })).entries[0]?.summary).toBe('Secret of “A” replaced');
  });

  it('that was just added cannot be undone into a secret without a description', async () => {
    const { client } = await start();
    const { id } = await client.credentials.add({ name: 'A', kind: 'bearer', secret });
    expect((await faultFrom(client.activity.undo({ entity: 'credential', entityId: id }))).code).toBe('conflict');
    await client.credentials.update({ id, notes: 'For refunds' });
    await client.activity.undo({ entity: 'credential', entityId: id });
    expect((await client.credentials.show({ id })).notes).toBe('');
  });

  it('is bound to the environments named and to no other', async () => {
    const { client, environmentId, apiId } = await start();
    const other = await client.inventory.saveEnvironment({ apiId, name: 'Other', baseUrl: 'https://other.example', kind: 'other' });
    const { id } = await client.credentials.add({ name: 'A', kind: 'bearer', secret, environmentIds: [environmentId] });
    expect((await client.credentials.bind({ id, environmentIds: [other.id] })).environments.map((each) => each.id)).toEqual([other.id]);
    expect((await client.credentials.bind({ id, environmentIds: [] })).environments).toEqual([]);
  });

  it('keeps the name of another one free', async () => {
    const { client } = await start();
    await client.credentials.add({ name: 'A', kind: 'bearer', secret });
    const { id } = await client.credentials.add({ name: 'B', kind: 'bearer', secret });
    expect((await faultFrom(client.credentials.update({ id, name: 'a' }))).code).toBe('conflict');
    expect((await client.credentials.update({ id, name: 'b' })).name).toBe('b');
  });

  it('is removed with its secret', async () => {
    const { client, store, environmentId } = await start();
    const { id } = await client.credentials.add({
      name: 'A',
      kind: 'bearer',
      secret,
      environmentIds: [environmentId],
      expiresAt: testNow + 5 * day,
    });
    await client.credentials.remove({ id });
    expect((await store.all()).filter(({ account }) => account.includes(id))).toEqual([]);
    expect(await client.credentials.list({})).toEqual([]);
    expect((await client.calendar.list({})).filter(({ kind }) => kind === 'credential_expiry')).toEqual([]);
    expect((await client.workspace.check({})).isWhole).toBe(true);
  });

  it.each([
    [5, 'soon', 'expires in 5 days'],
    [-1, 'broken', 'expired'],
    [100, 'holds', 'holds'],
  ])('that expires in %i days stands so', async (days, state, words) => {
    const { client } = await start();
    expect(
      (await client.credentials.add({ name: 'A', kind: 'bearer', secret, expiresAt: testNow + days * day, rotationDays: null })).standing,
    ).toMatchObject({ state, words });
  });

  it('whose secret is on another computer says that it is missing', async () => {
    const { client, core, folder } = await start();
    await client.credentials.add({ name: 'A', kind: 'bearer', secret });
    await core.close();
    const elsewhere = tests.start();
    await elsewhere.client.workspace.open({ folder });
    expect(await elsewhere.client.credentials.list({})).toMatchObject([{ secretState: 'missing', standing: { state: 'no data' } }]);
  });

  it('keeps hosts as hosts, however they were written', async () => {
    const { client } = await start();
    const { allowedHosts } = await client.credentials.add({
      name: 'A',
      kind: 'bearer',
      secret,
      allowedHosts: ['https://API.example.com/path', '127.0.0.1:4010', 'api.example.com:443'],
    });
    expect(allowedHosts).toEqual(['api.example.com', '127.0.0.1:4010', 'api.example.com']);
  });
});

describe('the secrets of a workspace', () => {
  it('are asked for one by one: no entry of another workspace or program is read', async () => {
    const store = createMemoryStore('a test');
    await store.set('w/credential/1', 'a-secret-of-ours');
    await store.set('other/credential/1', 'not-ours-at-all');
    const asked: string[] = [];
    const secrets = await createSecrets('w', ['1', '2'], {
      ...store,
      get: async (account) => {
        asked.push(account);
        return store.get(account);
      },
    });
    expect(asked).toEqual(['w/credential/1', 'w/credential/2']);
    expect([secrets.get('1'), secrets.has('2')]).toEqual(['a-secret-of-ours', false]);
  });

  it('are those of this workspace only, and are cut out of text and bytes in every form', async () => {
    const store = createMemoryStore('a test');
    await store.set('other/credential/1', 'not-ours-at-all');
    const secrets = await createSecrets('w', [], store);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 }).filter((text) => text.trim().length >= 6),
        async (value) => {
          await secrets.set('c', value);
          const text = `a ${value} b ${encodeURIComponent(value)} c ${Buffer.from(value).toString('base64')} d`;
          expect(secrets.redactor().text(text)).not.toContain(value);
          expect(secrets.redactor().text(text)).not.toContain(encodeURIComponent(value));
          const bytes = Buffer.from(text).toString('latin1');
          const clean = Buffer.from(secrets.byteRedactor().text(bytes), 'latin1').toString();
          expect(clean).not.toContain(value);
          expect(clean).not.toContain(Buffer.from(value).toString('base64'));
        },
      ),
      { numRuns: 50 },
    );
    expect(secrets.has('1')).toBe(false);
    await secrets.remove('c');
    expect(secrets.redactor().text('not-ours-at-all')).toBe('not-ours-at-all');
  });

  it('go where their kind says', () => {
    const shape = { placement_in: null, placement_name: null, username: null } as const;
    expect(placeSecret({ ...shape, kind: 'api_key' }, 's')).toEqual({ in: 'header', name: 'X-API-Key', value: 's' });
    expect(placeSecret({ ...shape, kind: 'api_key', placement_in: 'query', placement_name: 'key' }, 's')).toEqual({
      in: 'query',
      name: 'key',
      value: 's',
    });
    expect(placeSecret({ ...shape, kind: 'bearer' }, 's')).toEqual({ in: 'header', name: 'Authorization', value: 'Bearer s' });
    expect(placeSecret({ ...shape, kind: 'basic', username: 'ü' }, 'p:ß')).toEqual({
      in: 'header',
      name: 'Authorization',
      value: `Basic ${Buffer.from('ü:p:ß').toString('base64')}`,
    });
  });
});
