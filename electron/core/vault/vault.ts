import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, openSync, closeSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { pipeline, type Writable } from 'node:stream';
import type { SecretStore } from '../keychain/secret-store.ts';
import { bodyPath } from './body-path.ts';
import { eraseFile } from './erase-file.ts';
import { openSealedFile, seal, sealLayout, unseal } from './seal.ts';
import { createPartsStream, openSealedParts, type SealedParts } from './sealed-parts.ts';

/** Where a sealed body lies and what opens it. Goes to worker threads, which can use the key and cannot read it out. */
export interface SealedFile {
  readonly path: string;
  readonly name: string;
  readonly key: KeyObject;
}

/** Keeps bodies sealed under the workspace's own key, which is in the keychain and nowhere else. */
export interface Vault {
  /** First 8 bytes of the key's SHA-256: tells which key sealed a body, and nothing about the key. */
  readonly keyId: string;
  seal(name: string, plain: Uint8Array): Buffer;
  unseal(name: string, sealed: Buffer): Buffer;
  /** A stream that compresses and seals into a new file of the workspace's `bodies` folder. */
  createFile(name: string, fileSuffix?: string): { stream: Writable; file: string; finished: Promise<void> };
  /** At most `limit` bytes of a sealed file; the whole file is authenticated when all of it is read. */
  readFile(name: string, file: string, limit: number): Promise<Buffer>;
  /** What another thread needs to read a sealed file: see `openSealedBody`. */
  sealedFile(name: string, file: string): SealedFile;
  removeFile(file: string): void;
  /** Removes sealed files that nothing names: what a killed app was writing. Returns how many went. Only while nothing is being written. */
  sweep(isNamed: (file: string) => boolean): number;
}

const account = (workspaceId: string): string => `${workspaceId}/body-key`;

/** Opens the vault of a workspace, making its key on first use. */
export async function openVault(folder: string, workspaceId: string, store: SecretStore): Promise<Vault> {
  // Asked twice before a new one takes its place: a keyring that is locked, and whose question was dismissed, says that it has none.
  const kept = (await store.get(account(workspaceId))) ?? (await store.get(account(workspaceId)));
  const key = kept ? Buffer.from(kept, 'base64') : randomBytes(32);
  if (!kept) await store.set(account(workspaceId), key.toString('base64'));
  return createVault(join(folder, 'bodies'), key);
}

export function createVault(bodies: string, keyBytes: Buffer): Vault {
  const key = createSecretKey(keyBytes);
  return {
    keyId: createHash('sha256').update(keyBytes).digest('hex').slice(0, 16),
    seal: (name, plain) => seal(key, plain, name),
    unseal: (name, sealed) => unseal(key, sealed, name),
    createFile: (name, fileSuffix = '') => {
      mkdirSync(bodies, { recursive: true, mode: 0o700 });
      const file = `${name.replaceAll(/[^\w-]/g, '_')}${fileSuffix}.sealed`;
      const target = createWriteStream(join(bodies, file), { mode: 0o600 });
      const stream = createPartsStream(key, name);
      const finished = new Promise<void>((resolve, reject) => {
        // An error anywhere (a full disk) ends both, so that whoever writes is told and nobody waits for ever.
        pipeline(stream, target, (error) => {
          const settle = (): void => (error ? reject(error) : resolve());
          // The end of the file's descriptor, not of its data: only then may it be read or removed.
          if (target.closed) settle();
          else target.once('close', settle);
        });
      });
      return { stream, file, finished };
    },
    readFile: async (name, file, limit) => {
      const path = bodyPath(bodies, file);
      const parts = openSealedParts(key, path, name);
      if (parts === null) return readWholeSeal(key, path, name, limit);
      try {
        return parts.read(0, Math.min(limit, parts.byteLength));
      } finally {
        parts.close();
      }
    },
    // Without a file only the key is wanted.
    sealedFile: (name, file) => ({ path: file === '' ? bodies : bodyPath(bodies, file), name, key }),
    removeFile: (file) => eraseFile(bodyPath(bodies, file)),
    sweep: (isNamed) => {
      if (!existsSync(bodies)) return 0;
      const orphans = readdirSync(bodies).filter((file) => file.endsWith('.sealed') && !isNamed(file));
      for (const file of orphans) eraseFile(join(bodies, file));
      return orphans.length;
    },
  };
}

/** Opens a sealed body for reading anywhere, on any thread. One of the older kind is opened whole, into memory. */
export async function openSealedBody({ path, name, key }: SealedFile): Promise<SealedParts> {
  const parts = openSealedParts(key, path, name);
  if (parts !== null) return parts;
  const whole = await readWholeSeal(key, path, name, Number.POSITIVE_INFINITY);
  return { byteLength: whole.length, read: (offset, length) => whole.subarray(offset, offset + length), close: () => undefined };
}

/** At most `limit` bytes of a file that was sealed as a whole, as workspaces before 0.2 have them. */
async function readWholeSeal(key: KeyObject, path: string, name: string, limit: number): Promise<Buffer> {
  const size = statSync(path).size;
  const nonce = bytesAt(path, 0, sealLayout.nonceLength);
  const tag = bytesAt(path, size - sealLayout.tagLength, sealLayout.tagLength);
  const read = openSealedFile(key, path, size, nonce, tag, name);
  const plain = createGunzip();
  read.on('error', (error) => plain.destroy(error));
  plain.on('close', () => read.destroy());
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of read.pipe(plain) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

function bytesAt(path: string, position: number, length: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    readSync(descriptor, buffer, 0, length, position);
    return buffer;
  } finally {
    closeSync(descriptor);
  }
}
