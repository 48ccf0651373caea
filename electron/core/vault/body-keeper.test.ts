import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecrets, type Secrets } from '../credentials/secrets.ts';
import { createMemoryStore } from '../keychain/secret-store.ts';
import { coresForTests } from '../testing/test-core.ts';
import { inlineBytes, keepAnswerBody, keepRequestBody } from './body-keeper.ts';
import { createVault, type Vault } from './vault.ts';

const tests = coresForTests();
const canary = 'cañary/“s3cret”+key=Zz9';

async function secretsWith(secret: string): Promise<Secrets> {
  const secrets = await createSecrets('w', [], createMemoryStore('a test'));
  await secrets.set('0000-credential', secret);
  return secrets;
}

async function kept(vault: Vault, secrets: Secrets, chunks: readonly Uint8Array[]): Promise<Buffer> {
  const keeper = keepAnswerBody('e1', vault, secrets);
  for (const chunk of chunks) await keeper.sink.write(chunk);
  const row = await keeper.rowOf(await keeper.sink.finish(), 'application/json');
  if (row.sealed) return vault.unseal('e1-answer', row.sealed);
  return vault.readFile('e1-answer', row.file ?? '', Number.POSITIVE_INFINITY);
}

const forms: [string, string][] = [
  ['plain', canary],
  ['base64', Buffer.from(canary).toString('base64')],
  ['base64 of user:secret', Buffer.from(`user:${canary}`).toString('base64')],
  ['URL-encoded', encodeURIComponent(canary)],
  ['JSON-escaped', JSON.stringify(canary).slice(1, -1)],
  ['hexadecimal', Buffer.from(canary).toString('hex')],
];

describe('an answer that echoes the secret', () => {
  it.each(forms)('%s is kept without it, in whatever pieces it comes', async (_form, echoed) => {
    const vault = createVault(tests.folder(), randomBytes(32));
    const secrets = await secretsWith(canary);
    const text = Buffer.from(`{"before":"ü","you sent":"${echoed}","after":"ß"}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 6 }), async (cuts) => {
        const ends = [...new Set([0, ...cuts, text.length])].toSorted((a, b) => a - b);
        const chunks = ends.slice(1).map((end, index) => text.subarray(ends[index], end));
        const plain = (await kept(vault, secrets, chunks)).toString();
        for (const [, form] of forms) expect(plain).not.toContain(form);
        expect(plain).toMatch(/^\{"before":"ü","you sent":".*\[redacted/s);
        expect(plain).toMatch(/","after":"ß"\}$/);
      }),
      { numRuns: 30 },
    );
  });

  it.each(['le', 'be'] as const)(
    'in UTF-16%s is kept without it, in the database and in a file, in whatever pieces it comes',
    async (order) => {
      const encode = (text: string): Buffer => (order === 'le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16());
      const vault = createVault(tests.folder(), randomBytes(32));
      const secrets = await secretsWith(canary);
      const talk = encode('the vendor talks a lot '.repeat(30_000));
      const echoed = Buffer.concat(forms.map(([, form]) => encode(`"${form}"`)));
      await fc.assert(
        fc.asyncProperty(fc.boolean(), fc.array(fc.nat(echoed.length), { maxLength: 6 }), async (isLarge, cuts) => {
          const ends = [...new Set([0, ...cuts, echoed.length])].toSorted((a, b) => a - b);
          const chunks = ends.slice(1).map((end, at) => echoed.subarray(ends[at], end));
          const plain = await kept(vault, secrets, isLarge ? [talk, ...chunks, talk] : chunks);
          for (const [, form] of forms) expect(plain.includes(encode(form))).toBe(false);
          const text = new TextDecoder(`utf-16${order}`).decode(plain);
          expect(text.match(/\[redacted: credential tial\]/g)).toHaveLength(forms.length);
          expect(text.includes('\uFFFD')).toBe(false);
        }),
        { numRuns: 20 },
      );
    },
  );

  it('and is large goes to a sealed file without it, and nothing plain is on the disk at any time', async () => {
    const folder = tests.folder();
    const vault = createVault(folder, randomBytes(32));
    const secrets = await secretsWith(canary);
    const filler = Buffer.from('the vendor talks a lot '.repeat(20_000));
    const keeper = keepAnswerBody('e1', vault, secrets);
    for (let index = 0; index < 6; index += 1) {
      await keeper.sink.write(filler);
      await keeper.sink.write(Buffer.from(canary).subarray(0, 7));
      await keeper.sink.write(Buffer.from(canary).subarray(7));
    }
    const row = await keeper.rowOf(await keeper.sink.finish(), null);
    expect(row).toMatchObject({ sealed: null, file: 'e1-answer.sealed' });
    const plain = (await vault.readFile('e1-answer', row.file ?? '', Number.POSITIVE_INFINITY)).toString();
    expect(plain).not.toContain('s3cret');
    expect(plain.match(/\[redacted/g)).toHaveLength(6);
    expect(plain.length).toBe(row.byteLength);
    const onDisk = readFileSync(join(folder, row.file ?? ''));
    expect(onDisk.includes('vendor talks')).toBe(false);
    expect(() => gunzipSync(onDisk.subarray(12))).toThrow();
  });

  it('and is given up leaves no file', async () => {
    const folder = tests.folder();
    const keeper = keepAnswerBody('e1', createVault(folder, randomBytes(32)), await secretsWith(canary));
    await keeper.sink.write(randomBytes(inlineBytes + 1));
    await keeper.sink.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('other bodies', () => {
  it('come back byte for byte, binary ones too, on either side of the limit for the database', async () => {
    const vault = createVault(tests.folder(), randomBytes(32));
    const secrets = await secretsWith(canary);
    for (const length of [0, 1, 5_000, inlineBytes, inlineBytes + 1, 2_500_000]) {
      const bytes = randomBytes(length);
      expect((await kept(vault, secrets, [bytes])).equals(bytes)).toBe(true);
    }
  });

  it('that we send are sealed under the name of their side', () => {
    const vault = createVault(tests.folder(), randomBytes(32));
    const row = keepRequestBody('e1', vault, '{"a":1}', 'application/json');
    expect(row).toMatchObject({ side: 'request', byteLength: 7, mediaType: 'application/json', keyId: vault.keyId, file: null });
    expect(vault.unseal('e1-request', row.sealed ?? Buffer.alloc(0)).toString()).toBe('{"a":1}');
    expect(() => vault.unseal('e1-answer', row.sealed ?? Buffer.alloc(0))).toThrow();
  });
});
