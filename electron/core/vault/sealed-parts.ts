import type { KeyObject } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import { gzip } from 'node:zlib';
import { sealPacked, unseal } from './seal.ts';

/**
 * A large body at rest: parts of 256 kB, each packed and sealed by itself, so that any place can be read without opening what lies before
 * it, and no byte is shown that was not authenticated. Layout: mark, then for each part its sealed bytes, then the sealed end (how long the
 * body is, and how long each part is when sealed), the end's own length as a 32-bit number, mark. A part's name holds its place and the
 * end's name says that it is the end: parts cannot be exchanged, left out or added.
 */
const startMark = Buffer.from('QMBODY02');
const endMark = Buffer.from('QMEND002');
const footLength = 4 + endMark.length;

/** How much of a body one part holds. */
export const partBytes = 256 * 1024;
const packLevel = 3;

const partName = (name: string, index: number): string => `${name}#${index}`;
const endName = (name: string): string => `${name}#end`;

/** Takes a body and gives its sealed parts; at most one part is in memory, and packing is done off this thread. */
export function createPartsStream(key: KeyObject, name: string): Transform {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let byteLength = 0;
  const sealedLengths: number[] = [];
  const sealHeld = (stream: Transform, done: TransformCallback): void => {
    const plain = Buffer.concat(held);
    const part = plain.subarray(0, partBytes);
    const rest = plain.subarray(partBytes);
    held = rest.length === 0 ? [] : [rest];
    heldBytes = rest.length;
    gzip(part, { level: packLevel }, (error, packed) => {
      if (error) return done(error);
      const sealed = sealPacked(key, packed, partName(name, sealedLengths.length));
      sealedLengths.push(sealed.length);
      stream.push(sealed);
      if (heldBytes >= partBytes) return sealHeld(stream, done);
      return done();
    });
  };
  return new Transform({
    construct(done) {
      this.push(startMark);
      done();
    },
    transform(chunk: Buffer, _encoding, done: TransformCallback): void {
      held.push(chunk);
      heldBytes += chunk.length;
      byteLength += chunk.length;
      if (heldBytes < partBytes) done();
      else sealHeld(this, done);
    },
    flush(done: TransformCallback): void {
      const finish: TransformCallback = (error) => {
        if (error) return done(error);
        const lengths = Buffer.alloc(8 + sealedLengths.length * 4);
        lengths.writeDoubleBE(byteLength, 0);
        sealedLengths.forEach((length, index) => lengths.writeUInt32BE(length, 8 + index * 4));
        const end = sealPacked(key, lengths, endName(name), 'plain');
        const foot = Buffer.alloc(4);
        foot.writeUInt32BE(end.length, 0);
        this.push(Buffer.concat([end, foot, endMark]));
        return done();
      };
      if (heldBytes === 0) finish();
      else sealHeld(this, finish);
    },
  });
}

/** A sealed body that is open for reading anywhere. */
export interface SealedParts {
  readonly byteLength: number;
  /** At most `length` bytes from `offset`; fewer at the end. Throws when a part was changed. */
  read(offset: number, length: number): Buffer;
  close(): void;
}

/** Opens a file of sealed parts; null when it is of the older kind, one seal over the whole. Throws when it is neither, or not ours. */
export function openSealedParts(key: KeyObject, path: string, name: string): SealedParts | null {
  const descriptor = openSync(path, 'r');
  try {
    const size = fstatSync(descriptor).size;
    if (!bytesAt(descriptor, 0, startMark.length).equals(startMark)) {
      closeSync(descriptor);
      return null;
    }
    const foot = bytesAt(descriptor, Math.max(0, size - footLength), footLength);
    if (foot.length < footLength || !foot.subarray(4).equals(endMark)) throw new Error('the sealed file was cut');
    const endLength = foot.readUInt32BE(0);
    const end = unseal(key, bytesAt(descriptor, size - footLength - endLength, endLength), endName(name));
    const byteLength = end.readDoubleBE(0);
    const starts = [startMark.length];
    for (let at = 8; at < end.length; at += 4) starts.push((starts.at(-1) ?? 0) + end.readUInt32BE(at));
    if (starts.at(-1) !== size - footLength - endLength) throw new Error('the sealed file was cut or has something added');
    return { byteLength, read: createReader(key, descriptor, name, starts, byteLength), close: () => closeSync(descriptor) };
  } catch (error) {
    closeQuietly(descriptor);
    throw error;
  }
}

function createReader(
  key: KeyObject,
  descriptor: number,
  name: string,
  starts: readonly number[],
  byteLength: number,
): SealedParts['read'] {
  // One part is kept: who reads lines asks for the same one again and again.
  let kept: { readonly index: number; readonly plain: Buffer } | null = null;
  const part = (index: number): Buffer => {
    if (kept?.index === index) return kept.plain;
    const [from = 0, to = 0] = [starts[index], starts[index + 1]];
    const plain = unseal(key, bytesAt(descriptor, from, to - from), partName(name, index));
    kept = { index, plain };
    return plain;
  };
  return (offset, length) => {
    const end = Math.min(byteLength, offset + length);
    const pieces: Buffer[] = [];
    for (let at = Math.max(0, offset); at < end;) {
      const index = Math.floor(at / partBytes);
      const piece = part(index).subarray(at - index * partBytes, end - index * partBytes);
      if (piece.length === 0) throw new Error('a part of the sealed file is shorter than it should be');
      pieces.push(piece);
      at += piece.length;
    }
    return pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces);
  };
}

function bytesAt(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(descriptor, buffer, 0, length, position));
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // It was closed before the error; what matters is the error.
  }
}
