// Reads one file out of a .tgz as npm packs them (POSIX ustar), as a stream and without other programs.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const blockBytes = 512;

/**
 * Reads name and size from a tar header block (POSIX.1-1988 ustar).
 * @param {Buffer} block 512 bytes
 * @returns {{ name: string, bytes: number } | null} null for the empty block at the archive's end
 */
export function readTarHeader(block) {
  if (block.every((byte) => byte === 0)) return null;
  const text = (/** @type {number} */ from, /** @type {number} */ to) => block.toString('utf8', from, to).replace(/\0.*$/su, '');
  const prefix = text(345, 500);
  const bytes = Number.parseInt(text(124, 136).trim(), 8);
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new Error('The archive is damaged: a tar header has no size.');
  return { name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, bytes };
}

/**
 * Streams the content of the first file whose name fits.
 * @param {string} archivePath a gzipped tar file
 * @param {(name: string) => boolean} isWanted
 * @returns {Readable} fails when the archive is damaged or holds no such file
 */
export function readFromTgz(archivePath, isWanted) {
  return Readable.from(contentOf(archivePath, isWanted));
}

/**
 * @param {string} archivePath
 * @param {(name: string) => boolean} isWanted
 */
async function* contentOf(archivePath, isWanted) {
  const file = createReadStream(archivePath);
  const unzipped = file.pipe(createGunzip());
  file.on('error', (error) => unzipped.destroy(error));
  /** @type {Buffer} */
  let pending = Buffer.alloc(0);
  let isInside = false;
  let left = 0;
  let padding = 0;
  for await (const chunk of unzipped) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      if (left > 0) {
        const part = pending.subarray(0, left);
        pending = pending.subarray(part.length);
        left -= part.length;
        if (isInside) yield part;
        if (left > 0) break;
      }
      if (isInside && left === 0) return;
      if (padding > 0) {
        const skipped = Math.min(padding, pending.length);
        pending = pending.subarray(skipped);
        padding -= skipped;
        if (padding > 0) break;
      }
      if (pending.length < blockBytes) break;
      const header = readTarHeader(pending.subarray(0, blockBytes));
      pending = pending.subarray(blockBytes);
      if (header === null) continue;
      isInside = isWanted(header.name);
      left = header.bytes;
      padding = (blockBytes - (header.bytes % blockBytes)) % blockBytes;
      if (isInside && left === 0) return;
    }
  }
  throw new Error(isInside ? 'The archive ends in the middle of a file.' : 'The archive does not hold the expected file.');
}
