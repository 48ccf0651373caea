import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { partBytes } from './sealed-parts.ts';
import { createVault, openSealedBody, type Vault } from './vault.ts';

const tests = coresForTests();
const keyBytes = randomBytes(32);

async function write(vault: Vault, name: string, chunks: readonly Buffer[]): Promise<string> {
  const { stream, file, finished } = vault.createFile(name);
  for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain');
  stream.end();
  await finished;
  return file;
}

describe('a sealed body', () => {
  it('is read at any place, and what is read is what was written there', async () => {
    const vault = createVault(tests.folder(), keyBytes);
    const plain = randomBytes(partBytes * 3 + 1_234);
    const file = await write(vault, 'a-answer', [plain.subarray(0, 7), plain.subarray(7, 600_000), plain.subarray(600_000)]);
    const body = await openSealedBody(vault.sealedFile('a-answer', file));
    tests.later(() => body.close());
    expect(body.byteLength).toBe(plain.length);
    fc.assert(
      fc.property(fc.nat(plain.length + 10), fc.nat(partBytes * 2), (offset, length) => {
        expect(body.read(offset, length).equals(plain.subarray(offset, offset + length))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([0, 1, partBytes - 1, partBytes, partBytes + 1, partBytes * 2])('of %i bytes comes back whole', async (length) => {
    const vault = createVault(tests.folder(), keyBytes);
    const plain = randomBytes(length);
    const file = await write(vault, 'n', [plain]);
    expect((await vault.readFile('n', file, Number.POSITIVE_INFINITY)).equals(plain)).toBe(true);
  });

  it('whose parts were exchanged, left out or doubled does not open', async () => {
    const folder = tests.folder();
    const vault = createVault(folder, keyBytes);
    const file = await write(vault, 'n', [randomBytes(partBytes * 3)]);
    const sealed = readFileSync(join(folder, file));
    // Random bytes do not compress, so that all three parts are equally long.
    const [head, one, two, three] = [0, 1, 2, 3].map((at) => {
      const length = Math.floor((sealed.length - 8 - (12 + 1 + 8 + 12 + 16) - 12) / 3);
      return at === 0 ? sealed.subarray(0, 8) : sealed.subarray(8 + (at - 1) * length, 8 + at * length);
    }) as [Buffer, Buffer, Buffer, Buffer];
    const rest = sealed.subarray(8 + one.length * 3);
    for (const order of [
      [head, two, one, three, rest],
      [head, one, three, rest],
      [head, one, two, two, three, rest],
    ]) {
      writeFileSync(join(folder, file), Buffer.concat(order));
      await expect(vault.readFile('n', file, Number.POSITIVE_INFINITY)).rejects.toThrow();
    }
  });

  it('of the older kind, one seal over the whole, still opens', async () => {
    const folder = join(tests.folder(), 'bodies');
    mkdirSync(folder);
    const vault = createVault(folder, keyBytes);
    const plain = Buffer.from('an answer that was kept before '.repeat(20_000));
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', createSecretKey(keyBytes), nonce, { authTagLength: 16 }).setAAD(Buffer.from('old-answer'));
    writeFileSync(join(folder, 'old.sealed'), Buffer.concat([nonce, cipher.update(gzipSync(plain)), cipher.final(), cipher.getAuthTag()]));
    expect((await vault.readFile('old-answer', 'old.sealed', 100)).equals(plain.subarray(0, 100))).toBe(true);
    const body = await openSealedBody(vault.sealedFile('old-answer', 'old.sealed'));
    expect(body.read(500_000, 50).equals(plain.subarray(500_000, 500_050))).toBe(true);
    await expect(openSealedBody(vault.sealedFile('other', 'old.sealed'))).rejects.toThrow();
  });

  it('opens on a worker thread that was handed the key', async () => {
    const vault = createVault(tests.folder(), keyBytes);
    const file = await write(vault, 'n', [Buffer.from('{"from":"another thread"}')]);
    const worker = new Worker(
      `import('${new URL('./vault.ts', import.meta.url).href}').then(async ({ openSealedBody }) => {
         const { parentPort, workerData } = await import('node:worker_threads');
         const body = await openSealedBody(workerData);
         parentPort.postMessage(body.read(0, 100).toString());
       });`,
      { eval: true, workerData: vault.sealedFile('n', file) },
    );
    const [text] = (await once(worker, 'message')) as [string];
    expect(text).toBe('{"from":"another thread"}');
    await worker.terminate();
  });
});
