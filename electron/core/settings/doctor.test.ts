import { describe, expect, it } from 'vitest';
import { createMemoryStore, type SecretStore } from '../keychain/secret-store.ts';
import { coresForTests } from '../testing/test-core.ts';

const tests = coresForTests();

describe('the doctor', () => {
  it('looks at everything the app stands on, with or without a workspace', async () => {
    const { client, core } = await tests.startOpen();
    const names = ['Versions', 'Database', 'Keychain', 'Disk', 'Network', 'Workspace'];
    const open = await client.settings.doctor({});
    expect(open.map(({ name }) => name)).toEqual(names);
    expect(open.find(({ name }) => name === 'Workspace')).toMatchObject({ verdict: 'good', words: expect.stringContaining('is whole') });
    expect(open.find(({ name }) => name === 'Database')).toMatchObject({ verdict: 'good' });
    for (const { verdict, remedy } of open) expect(remedy === '').toBe(verdict === 'good');
    await core.close();
    expect((await client.settings.doctor({})).find(({ name }) => name === 'Workspace')?.words).toBe('None is open.');
  });

  it('says when secrets are only in memory', async () => {
    const { client } = tests.start({ openKeychain: async () => createMemoryStore('no desktop keyring is running in this session') });
    expect((await client.settings.doctor({})).find(({ name }) => name === 'Keychain')).toMatchObject({
      verdict: 'warning',
      words: expect.stringContaining('no desktop keyring'),
    });
  });

  it('says when the keychain refuses or gives back something else', async () => {
    const memory = createMemoryStore('x');
    const keychainOf = async (changed: Partial<SecretStore>) => {
      const { client } = tests.start({
        openKeychain: async () => ({ ...memory, kind: 'keychain', words: 'Secrets are in a test.', ...changed }),
      });
      return (await client.settings.doctor({})).find(({ name }) => name === 'Keychain');
    };
    expect(await keychainOf({})).toMatchObject({ verdict: 'good' });
    expect(await keychainOf({ get: async () => 'another' })).toMatchObject({ verdict: 'bad' });
    expect(await keychainOf({ set: () => Promise.reject(new Error('it is locked')) })).toMatchObject({
      verdict: 'bad',
      words: 'The keychain refused: it is locked.',
    });
    expect(await memory.all()).toEqual([]);
  });
});
