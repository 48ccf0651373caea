import { closeSync, constants, fstatSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';

const chunk = Buffer.alloc(256 * 1024);

/**
 * Overwrites a file with zeros where it lies, then removes it; a file that is gone is no error. On drives that write each block
 * anew (SSDs, copy-on-write file systems) the old block is freed, not overwritten: there the seal is what protects it.
 */
export function eraseFile(path: string): void {
  try {
    // Through a link another file would be overwritten; Windows has no such flag, and asks for a right to make links.
    const descriptor = openSync(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = fstatSync(descriptor);
      for (let at = 0; at < size; at += chunk.length) writeSync(descriptor, chunk, 0, Math.min(chunk.length, size - at), at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // One that may not be written to can still be removed.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
  }
  rmSync(path, { force: true });
}
