import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openKeychain } from './keychain.ts';
import { createMemoryStore, type SecretStore } from './secret-store.ts';

async function keepsSecrets(store: SecretStore): Promise<void> {
  const account = `test/${randomBytes(6).toString('hex')}`;
  const secret = `“${randomBytes(12).toString('hex')}” ü 🦊`;
  expect(await store.get(account)).toBeNull();
  expect(await store.remove(account)).toBe(false);
  await store.set(account, 'the first');
  await store.set(account, secret);
  expect(await store.get(account)).toBe(secret);
  expect(await store.remove(account)).toBe(true);
  expect(await store.get(account)).toBeNull();
}

describe('the keychain', () => {
  it('keeps secrets, and gives them back to this app', async () => {
    const store = await openKeychain();
    if (store.kind === 'memory') console.warn(`NOT TESTED here: the OS keychain. ${store.words}`);
    await keepsSecrets(store);
  });

  it('takes many questions at once, and answers each', async () => {
    const store = await openKeychain();
    const accounts = Array.from({ length: 20 }, () => `test/${randomBytes(6).toString('hex')}`);
    await Promise.all(accounts.map((account) => store.set(account, `secret of ${account}`)));
    expect(await Promise.all(accounts.map((account) => store.get(account)))).toEqual(accounts.map((account) => `secret of ${account}`));
    expect(await Promise.all(accounts.map((account) => store.remove(account)))).toEqual(accounts.map(() => true));
  });

  it('is read in peace while another program of ours adds and removes entries', async () => {
    const store = await openKeychain();
    if (store.kind === 'memory') return console.warn(`NOT TESTED here: two programs at one keychain. ${store.words}`);
    const account = `test/${randomBytes(6).toString('hex')}`;
    const program = `import { openKeychain } from ${JSON.stringify(new URL('./keychain.ts', import.meta.url).href)}; const store = await openKeychain(); for (;;) { await store.set(${JSON.stringify(account)}, 'here'); await store.remove(${JSON.stringify(account)}); }`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: 'ignore',
    });
    const seen = new Set<string | null>();
    try {
      const until = performance.now() + 10_000;
      while (seen.size < 2 && performance.now() < until) seen.add(await store.get(account));
      for (let count = 0; count < 200; count += 1) seen.add(await store.get(account));
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
      await store.remove(account);
    }
    expect(seen).toEqual(new Set([null, 'here']));
  });

  it('without a session bus is memory, said in words, and never a file', () => {
    const program = `import { openKeychain } from ${JSON.stringify(new URL('./keychain.ts', import.meta.url).href)}; const store = await openKeychain(); console.log(JSON.stringify([store.kind, store.words]));`;
    const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, XDG_RUNTIME_DIR: _runtime, ...env } = process.env;
    if (process.platform !== 'linux') return console.warn('NOT TESTED here: a computer without a keychain (Linux only).');
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' },
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      encoding: 'utf8',
      timeout: 15_000,
    });
    const [kind, words] = JSON.parse(run.stdout) as [string, string];
    expect(kind).toBe('memory');
    expect(words).toMatch(/^No keychain on this computer \(.+\)\. Secrets stay in memory until Quartermaster closes/);
  });
});

describe('secrets in memory', () => {
  it('are kept as in a keychain', async () => {
    const store = createMemoryStore('libsecret is not installed');
    await keepsSecrets(store);
    expect(store).toMatchObject({ kind: 'memory', words: expect.stringContaining('libsecret is not installed') });
  });
});
