// A file system of its own for a test: one that is full, or one that nobody may write to. Needs root on Linux.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';

export interface SmallDisk {
  readonly folder: string;
  /** From now on nothing can be written. */
  makeReadOnly(): void;
  remove(): void;
}

const run = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

/** Mounts a small file system in memory on a folder; null where that is not allowed. */
export function mountSmallDisk(folder: string, bytes: number): SmallDisk | null {
  mkdirSync(folder, { recursive: true });
  if (process.platform !== 'linux' || !run('mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'tmpfs', folder)) return null;
  return {
    folder,
    makeReadOnly: () => {
      if (!run('mount', '-o', 'remount,ro', folder)) throw new Error(`${folder} could not be made read-only`);
    },
    remove: () => void run('umount', '-l', folder),
  };
}

/** A folder that its owner may not write to. Root may write everywhere, and gets a mount in its place; null where neither works. */
export function makeReadOnly(folder: string, disk: SmallDisk | null): (() => void) | null {
  if (disk !== null) {
    disk.makeReadOnly();
    return () => disk.remove();
  }
  if (process.getuid?.() === 0) return null;
  chmodSync(folder, 0o500);
  return () => chmodSync(folder, 0o700);
}
