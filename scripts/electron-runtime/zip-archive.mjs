// Unpacks a zip file without other programs. Zip64 and encryption are refused by name: the archives we read use neither.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

/**
 * @typedef {object} ZipEntry
 * @property {string} name as stored, with `/`; folders end in `/`
 * @property {number} mode Unix file type and permissions, 0 when the archive was made elsewhere
 * @property {number} method 0 stored, 8 deflated
 * @property {number} flags
 * @property {number} packedBytes
 * @property {number} unpackedBytes
 * @property {number} offset of the local header
 */

/**
 * Reads the central directory (PKWARE APPNOTE 4.3.12).
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>}
 */
export async function readZipDirectory(file) {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error('This is not a zip file, or its end is missing.');
  const count = tail.readUInt16LE(end + 10);
  const bytes = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff) throw new Error('Zip64 archives are not read here.');
  const directory = await readAt(file, start, bytes);
  /** @type {ZipEntry[]} */
  const entries = [];
  for (let at = 0; at + 46 <= directory.length && entries.length < count;) {
    if (directory.readUInt32LE(at) !== directoryEntry) throw new Error('The zip directory is damaged.');
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      unpackedBytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks the files that `placeFor` gives a place, with their permissions.
 * @param {string} archivePath
 * @param {string} targetDir
 * @param {(name: string) => string | null} placeFor archive name -> relative path, or null to leave it out
 * @returns {Promise<number>} how many files were written
 */
export async function unpackZip(archivePath, targetDir, placeFor) {
  const file = await open(archivePath, 'r');
  try {
    let written = 0;
    for (const entry of await readZipDirectory(file)) {
      const place = entry.name.endsWith('/') ? null : placeFor(entry.name);
      if (place === null) continue;
      if (!isContained(place)) throw new Error(`The archive names a file outside its folder: ${entry.name}`);
      await unpackEntry({ file, archivePath, entry, target: join(targetDir, place) });
      written += 1;
    }
    return written;
  } finally {
    await file.close();
  }
}

/**
 * Whether a relative path stays inside the folder it is joined to.
 * @param {string} place
 */
export function isContained(place) {
  return place !== '' && !/^([/\\]|[A-Za-z]:)/u.test(place) && !place.split(/[/\\]/u).includes('..');
}

/** @param {{ file: import('node:fs/promises').FileHandle, archivePath: string, entry: ZipEntry, target: string }} job */
async function unpackEntry({ file, archivePath, entry, target }) {
  if ((entry.flags & 1) !== 0) throw new Error(`${entry.name} is encrypted.`);
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`${entry.name} uses an unknown compression.`);
  const header = await readAt(file, entry.offset, 30);
  if (header.readUInt32LE(0) !== localEntry) throw new Error(`${entry.name} is damaged.`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await mkdir(dirname(target), { recursive: true });
  if ((entry.mode & fileTypeMask) === symbolicLink) {
    const place = (await readAt(file, start, entry.packedBytes)).toString('utf8');
    if (entry.method !== 0 || !isContained(place)) throw new Error(`${entry.name} links to a place outside its folder.`);
    return symlink(place, target);
  }
  const mode = (entry.mode & 0o777) === 0 ? 0o644 : entry.mode & 0o777;
  const output = createWriteStream(target, { mode });
  if (entry.packedBytes === 0) return pipeline([], output);
  const input = createReadStream(archivePath, { start, end: start + entry.packedBytes - 1 });
  await (entry.method === 0 ? pipeline(input, output) : pipeline(input, createInflateRaw(), output));
  if (output.bytesWritten !== entry.unpackedBytes) throw new Error(`${entry.name} is damaged: its size is wrong.`);
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} bytes
 */
async function readAt(file, position, bytes) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, position);
  if (bytesRead !== bytes) throw new Error('The archive ends too early.');
  return buffer;
}
