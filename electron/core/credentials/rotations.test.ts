import { describe, expect, it } from 'vitest';
import { Fault } from '../../../shared/contract/errors.ts';
import { keptDraft } from '../../../shared/contract/console.ts';
import { createMemoryStore } from '../keychain/secret-store.ts';
import { clientOf, coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();
const old = 'old-secret-4711';
const fresh = 'new-secret-0815';

async function start() {
  const store = createMemoryStore('a test');
  const started = await tests.startOpen({ openKeychain: async () => store });
  const accepted = new Set([old]);
  const vendor = await startVendor(tests, started, (request, response) => {
    const isAccepted = accepted.has((request.headers['authorization'] ?? '').replace('Bearer ', ''));
    json(response, isAccepted ? { id: 7 } : { error: 'no' }, {}, isAccepted ? 200 : 401);
  });
  const credential = await started.client.credentials.add({
    name: 'Live key',
    kind: 'bearer',
    secret: old,
    environmentIds: [vendor.environmentId],
  });
  const saved = await started.client.console.saveRequest({
    name: 'List orders',
    apiId: vendor.apiId,
    environmentId: vendor.environmentId,
    draft: keptDraft.parse({ method: 'GET', path: '/orders' }),
  });
  const test = { kind: 'saved' as const, requestId: saved.id, environmentId: vendor.environmentId };
  const secrets = async (): Promise<string[]> =>
    (await store.all()).filter(({ account }) => account.includes('/credential/')).map(({ secret }) => secret);
  return { ...started, store, accepted, vendor, credential, test, secrets };
}

describe('a rotation', () => {
  it('keeps the new secret beside the old, tries it, switches, and ends as a record with its evidence', async () => {
    const { client, accepted, vendor, credential, test, secrets } = await start();
    const begun = await client.credentials.startRotation({ credentialId: credential.id });
    expect(begun).toMatchObject({ step: 'enter', environments: [{ id: vendor.environmentId }] });
    expect(begun.tests[0]).toMatchObject({ kind: 'saved', name: 'List orders' });
    expect((await client.credentials.startRotation({ credentialId: credential.id })).id).toBe(begun.id);
    const { id } = begun;
    expect(await client.credentials.enterNewSecret({ id, secret: fresh })).toMatchObject({ step: 'test', hasPending: true });
    expect((await secrets()).toSorted()).toEqual([fresh, old]);

    expect(await client.credentials.testNewSecret({ id, ...test })).toMatchObject({
      step: 'test',
      testPassed: false,
      testWords: expect.stringContaining('401'),
    });
    expect((await faultFrom(client.credentials.switchSecret({ id }))).code).toBe('conflict');
    accepted.add(fresh);
    const tested = await client.credentials.testNewSecret({ id, ...test });
    expect(tested).toMatchObject({ step: 'switch', testPassed: true, testWords: 'answered 200' });
    expect(vendor.received.at(-1)?.headers['authorization']).toBe(`Bearer ${fresh}`);
    await client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
    expect(vendor.received.at(-1)?.headers['authorization']).toBe(`Bearer ${old}`);

    expect(await client.credentials.switchSecret({ id })).toMatchObject({ step: 'revoke', state: 'open' });
    expect(await secrets()).toEqual([fresh]);
    expect((await faultFrom(client.credentials.cancelRotation({ id }))).code).toBe('conflict');
    const done = await client.credentials.finishRotation({ id });
    expect(done).toMatchObject({ state: 'done', step: 'done', testExchangeId: tested.testExchangeId });
    expect((await client.credentials.show({ id: credential.id })).openRotationId).toBeNull();
    const words = JSON.stringify([await client.activity.list({}), await client.console.exchanges({})]);
    expect(words).toContain('Rotation of “Live key” done: tested (answered 200)');
    for (const secret of [old, fresh]) expect(words).not.toContain(secret);
  });

  it('survives a restart at its step, the new secret with it', async () => {
    const { client, core, options, credential, folder, secrets } = await start();
    const { id } = await client.credentials.startRotation({ credentialId: credential.id });
    await client.credentials.enterNewSecret({ id, secret: fresh });
    await core.close();
    const again = tests.start(options);
    await again.core.open(folder);
    const reopened = clientOf(again.core);
    expect(await reopened.credentials.rotation({ id })).toMatchObject({ step: 'test', hasPending: true });
    await reopened.credentials.cancelRotation({ id });
    expect(await secrets()).toEqual([old]);
  });

  it('that is cancelled drops the new secret and leaves the old one in use', async () => {
    const { client, credential, secrets, vendor } = await start();
    const { id } = await client.credentials.startRotation({ credentialId: credential.id });
    await client.credentials.enterNewSecret({ id, secret: fresh });
    expect((await faultFrom(client.credentials.rotate({ id: credential.id, secret: 'third-secret-1' }))).code).toBe('conflict');
    await client.credentials.cancelRotation({ id });
    expect(await secrets()).toEqual([old]);
    expect((await client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' })).status).toBe(200);
    for (const act of [client.credentials.enterNewSecret({ id, secret: fresh }), client.credentials.finishRotation({ id })])
      expect((await faultFrom(act)).code).toBe('conflict');
  });

  it('refuses the secret that is in use, and a call that writes as a test', async () => {
    const { client, credential, vendor } = await start();
    const { id } = await client.credentials.startRotation({ credentialId: credential.id });
    expect((await faultFrom(client.credentials.enterNewSecret({ id, secret: old }))).code).toBe('bad_input');
    await client.credentials.enterNewSecret({ id, secret: fresh });
    const requestId = await vendor.endpointId('POST', '/orders');
    expect(
      (await faultFrom(client.credentials.testNewSecret({ id, kind: 'endpoint', requestId, environmentId: vendor.environmentId }))).code,
    ).toBe('bad_input');
    expect(vendor.received).toEqual([]);
    expect(await client.credentials.switchSecret({ id, withoutTest: true })).toMatchObject({ step: 'revoke' });
  });

  it('goes with its credential, the new secret too', async () => {
    const { client, credential, secrets } = await start();
    const { id } = await client.credentials.startRotation({ credentialId: credential.id });
    await client.credentials.enterNewSecret({ id, secret: fresh });
    await client.credentials.remove({ id: credential.id });
    expect(await secrets()).toEqual([]);
    expect((await faultFrom(client.credentials.rotation({ id }))).code).toBe('not_found');
  });
});

describe('showing a secret', () => {
  it('takes the credential’s name, and is recorded with who looked', async () => {
    const { client, engine, credential } = await start();
    expect((await faultFrom(client.credentials.reveal({ id: credential.id, typedName: 'live' }))).code).toBe('bad_input');
    expect(JSON.stringify(await client.activity.list({}))).not.toContain('shown to');
    expect(await client.credentials.reveal({ id: credential.id, typedName: 'Live key' })).toEqual({ secret: old, shownMs: 20_000 });
    const recorded = JSON.stringify(await client.activity.list({}));
    expect(recorded).toContain(`Secret of “Live key” shown to ${engine.person.name}`);
    expect(recorded).not.toContain(old);
  });

  it('is for owners', async () => {
    const { client, engine, credential } = await start();
    await client.inventory.addPerson({ name: 'Second owner' }).catch(() => undefined);
    Object.assign(engine.person, { role: 'operator' });
    expect((await faultFrom(client.credentials.reveal({ id: credential.id, typedName: 'Live key' }))).code).toBe('not_allowed');
  });
});

describe('a secret that is replaced', () => {
  it('stays the old one where the record of it cannot be written', async () => {
    const { client, core, credential, secrets } = await start();
    const engine = core.requireEngine();
    const { rotateCredential } = await import('./service.ts');
    const commands = { run: () => expect.fail('a full disk') } as never;
    await expect(rotateCredential({ ...engine, commands }, { name: 'Ines', via: 'app' }, credential.id, fresh)).rejects.toThrow(
      'a full disk',
    );
    expect(await secrets()).toEqual([old]);
    expect(engine.secrets.get(credential.id)).toBe(old);
    await client.credentials.rotate({ id: credential.id, secret: fresh });
    expect(await secrets()).toEqual([fresh]);
  });
});

describe('a credential that is removed', () => {
  it('stays whole while the keychain refuses, so that no secret is left behind that nobody can remove', async () => {
    const { client, store, credential, secrets, core, vendor } = await start();
    const remove = store.remove.bind(store);
    let isLocked = true;
    Object.assign(store, {
      remove: async (account: string) => {
        if (isLocked) throw new Fault('keychain_unavailable', { happened: 'The keychain refused.', remedy: 'Unlock it and try again.' });
        return remove(account);
      },
    });
    expect((await faultFrom(client.credentials.remove({ id: credential.id }))).code).toBe('keychain_unavailable');
    expect((await client.credentials.list({})).map(({ id }) => id)).toEqual([credential.id]);
    await client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
    expect(vendor.received.at(-1)?.headers['authorization']).toBe(`Bearer ${old}`);
    isLocked = false;
    await client.credentials.remove({ id: credential.id });
    expect([await secrets(), core.requireEngine().secrets.has(credential.id)]).toEqual([[], false]);
  });
});
