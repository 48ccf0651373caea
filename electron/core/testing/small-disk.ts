import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Mounts a small disk of its own on a folder, so that "no space left" comes from the system itself. Needs root on
 * Linux; null where that is not so, and the caller then says out loud what it did not test.
 */
export function mountSmallDisk(folder: string, size: string): { unmount(): void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  return { unmount: () => void spawnSync('umount', ['--lazy', folder]) };
}

/** Mounts a folder over itself read-only; null where that cannot be done. */
export function mountReadOnly(folder: string): { unmount(): void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  if (spawnSync('mount', ['--bind', folder, folder]).status !== 0) return null;
  const unmount = (): void => void spawnSync('umount', ['--lazy', folder]);
  if (spawnSync('mount', ['-o', 'remount,ro,bind', folder]).status === 0) return { unmount };
  unmount();
  return null;
}

/** Fills a disk to the last byte; returns how to free it again. */
export function fillDisk(folder: string): () => void {
  const file = join(folder, 'filler');
  for (const size of [1024 * 1024, 64 * 1024, 4096, 512]) {
    for (;;) {
      try {
        writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
      } catch {
        // Full for pieces of this size: go on with smaller ones.
        break;
      }
    }
  }
  return () => rmSync(file, { force: true });
}
