import { createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../keychain/secret-store.ts';
import { coresForTests } from '../testing/test-core.ts';
import { fillDisk, mountSmallDisk } from '../testing/small-disk.ts';
import { seal, unseal } from './seal.ts';
import { createVault, openVault, type Vault } from './vault.ts';

const tests = coresForTests();
const keyBytes = randomBytes(32);
const key = createSecretKey(keyBytes);

describe('sealed bytes', () => {
  it('come back as they were, under their name only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.string(), fc.string(), (plain, name, other) => {
        const sealed = seal(key, plain, name);
        expect(Buffer.compare(unseal(key, sealed, name), plain)).toBe(0);
        if (other !== name) expect(() => unseal(key, sealed, other)).toThrow();
      }),
    );
  });

  it('do not open with another key, nor when any of their bytes was changed, cut or added', () => {
    const sealed = seal(key, Buffer.from('the body of an answer'), 'x-answer');
    expect(() => unseal(createSecretKey(randomBytes(32)), sealed, 'x-answer')).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unseal(key, changed, 'x-answer')).toThrow();
    }
    for (let length = 0; length < sealed.length; length += 1) expect(() => unseal(key, sealed.subarray(0, length), 'x-answer')).toThrow();
    expect(() => unseal(key, Buffer.concat([sealed, Buffer.from([0])]), 'x-answer')).toThrow();
  });

  it('are different each time and never hold the plain text', () => {
    const plain = Buffer.from('canary-in-a-body');
    const [one, two] = [seal(key, plain, 'n'), seal(key, plain, 'n')];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('canary')).toBe(false);
  });
});

describe('sealed files', () => {
  async function write(vault: Vault, name: string, chunks: readonly Buffer[]): Promise<string> {
    const { stream, file, finished } = vault.createFile(name);
    for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain');
    stream.end();
    await finished;
    return file;
  }

  it('come back in whole and in part, and are readable by their owner only', async () => {
    const folder = tests.folder();
    const vault = createVault(join(folder, 'bodies'), keyBytes);
    const plain = randomBytes(3_000_000);
    const file = await write(vault, 'id-answer', [plain.subarray(0, 1_000_000), plain.subarray(1_000_000)]);
    expect((await vault.readFile('id-answer', file, Number.POSITIVE_INFINITY)).equals(plain)).toBe(true);
    expect((await vault.readFile('id-answer', file, 1_000)).equals(plain.subarray(0, 1_000))).toBe(true);
    expect(statSync(join(folder, 'bodies', file)).mode & 0o777).toBe(0o600);
    vault.removeFile(file);
    expect(readdirSync(join(folder, 'bodies'))).toEqual([]);
  });

  it('of no bytes come back as no bytes', async () => {
    const vault = createVault(tests.folder(), keyBytes);
    expect(await vault.readFile('n', await write(vault, 'n', []), 10)).toHaveLength(0);
  });

  it('are refused under another name, with another key, changed or cut', async () => {
    const folder = tests.folder();
    const vault = createVault(folder, keyBytes);
    const file = await write(vault, 'a-answer', [randomBytes(200_000)]);
    await expect(vault.readFile('b-answer', file, 1e9)).rejects.toThrow();
    await expect(createVault(folder, randomBytes(32)).readFile('a-answer', file, 1e9)).rejects.toThrow();
    const sealed = readFileSync(join(folder, file));
    const changed = Buffer.from(sealed);
    changed[100_000] = (changed[100_000] ?? 0) ^ 1;
    for (const spoilt of [changed, sealed.subarray(0, 100_000), sealed.subarray(0, 5), Buffer.alloc(0)]) {
      writeFileSync(join(folder, file), spoilt);
      await expect(vault.readFile('a-answer', file, 1e9)).rejects.toThrow();
    }
  });

  it('are written and read in pieces: 200 MB do not pass through memory at once', async () => {
    const vault = createVault(tests.folder(), keyBytes);
    const piece = Buffer.alloc(1_000_000, 'a body that compresses well ');
    const before = process.memoryUsage().rss;
    const file = await write(
      vault,
      'large',
      Array.from({ length: 200 }, () => piece),
    );
    expect(await vault.readFile('large', file, 1_000_000)).toHaveLength(1_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000);
  });

  it('on a full disk end with an error; nobody waits for ever', async () => {
    const disk = tests.folder();
    const mount = mountSmallDisk(disk, '1m');
    if (!mount) return console.warn('NOT TESTED here: a sealed file on a full disk (needs root on Linux).');
    tests.later(() => mount.unmount());
    fillDisk(disk)();
    const vault = createVault(disk, keyBytes);
    const { stream, file, finished } = vault.createFile('big');
    const failed = new Promise<Error>((resolve) => stream.on('error', resolve));
    for (let index = 0; index < 3 && !stream.destroyed; index += 1) stream.write(randomBytes(1_000_000));
    expect(await failed).toMatchObject({ code: 'ENOSPC' });
    await expect(finished).rejects.toMatchObject({ code: 'ENOSPC' });
    vault.removeFile(file);
    expect(existsSync(join(disk, file))).toBe(false);
  });
});

describe('the vault of a workspace', () => {
  it('has one key, made on first use and kept in the keychain only', async () => {
    const store = createMemoryStore('a test');
    const folder = tests.folder();
    const first = await openVault(folder, 'w1', store);
    const again = await openVault(folder, 'w1', store);
    const other = await openVault(folder, 'w2', store);
    expect(again.keyId).toBe(first.keyId);
    expect(other.keyId).not.toBe(first.keyId);
    expect(again.unseal('n', first.seal('n', Buffer.from('x'))).toString()).toBe('x');
    expect((await store.all()).map(({ account }) => account)).toEqual(['w1/body-key', 'w2/body-key']);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the key of the vault', () => {
  it('is not replaced when the keyring was locked and its question dismissed once', async () => {
    const store = createMemoryStore('a test');
    const folder = tests.folder();
    const { keyId } = await openVault(folder, 'w', store);
    let asked = 0;
    const locked: typeof store = { ...store, get: async (account) => ((asked += 1) === 1 ? null : store.get(account)) };
    expect((await openVault(folder, 'w', locked)).keyId).toBe(keyId);
    expect((await openVault(folder, 'w', store)).keyId).toBe(keyId);
  });
});
