import { createCipheriv, createDecipheriv, randomFillSync, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * Bodies at rest: packed, then AES-256-GCM (NIST SP 800-38D). Layout: 12-byte nonce, ciphertext, 16-byte tag. The
 * associated data names what is sealed, so that one body cannot be put in the place of another. Packed is one byte that
 * tells how, then the body: as it is, or gzip.
 */
const packing = { plain: 0, gzip: 1 } as const;
/** Below this gzip costs more time than it saves space. */
const gzipFromBytes = 512;
const nonceLength = 12;
const tagLength = 16;
const cipherName = 'aes-256-gcm';
/** Without it a shorter tag would be taken, which is easier to guess. */
const cipherOptions = { authTagLength: tagLength } as const;

export function seal(key: KeyObject, plain: Uint8Array, name: string): Buffer {
  const isSmall = plain.byteLength < gzipFromBytes;
  return isSmall ? sealPacked(key, plain, name, 'plain') : sealPacked(key, gzipSync(plain), name);
}

/** Seals what is packed already; `unseal` gives the unpacked bytes. */
export function sealPacked(key: KeyObject, packed: Uint8Array, name: string, how: keyof typeof packing = 'gzip'): Buffer {
  const nonce = newNonce();
  const cipher = createCipheriv(cipherName, key, nonce, cipherOptions).setAAD(Buffer.from(name));
  const head = cipher.update(Uint8Array.of(packing[how]));
  return Buffer.concat([nonce, head, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
}

const nonces = Buffer.alloc(nonceLength * 256);
let noncesUsed = nonces.length;

/** A random nonce, each used once. They are fetched many at a time: one by one the system takes longer over it than the cipher over a small body. */
function newNonce(): Buffer {
  if (noncesUsed === nonces.length) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  const nonce = Buffer.from(nonces.subarray(noncesUsed, noncesUsed + nonceLength));
  noncesUsed += nonceLength;
  return nonce;
}

/** Throws when the key is another one, or the bytes were changed. */
export function unseal(key: KeyObject, sealed: Buffer, name: string): Buffer {
  const decipher = createDecipheriv(cipherName, key, sealed.subarray(0, nonceLength), cipherOptions).setAAD(Buffer.from(name));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  const packed = Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  return packed[0] === packing.gzip ? gunzipSync(packed.subarray(1)) : packed.subarray(1);
}

/** The decrypted (still compressed) bytes of a sealed file of the older kind: one seal over the whole. The tag is checked at the end: an error then voids all of it. */
export function openSealedFile(key: KeyObject, file: string, size: number, nonce: Buffer, tag: Buffer, name: string): Readable {
  const decipher = createDecipheriv(cipherName, key, nonce, cipherOptions).setAAD(Buffer.from(name));
  decipher.setAuthTag(tag);
  const source = createReadStream(file, { start: nonceLength, end: size - tagLength - 1 });
  source.on('error', (error) => decipher.destroy(error));
  decipher.on('close', () => source.destroy());
  return source.pipe(decipher);
}

export const sealLayout = { nonceLength, tagLength } as const;
