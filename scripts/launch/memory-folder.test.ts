import { describe, expect, it } from 'vitest';
import { isRunnableMemory } from './memory-folder.mjs';

const mounts = (options: string, type = 'tmpfs'): string =>
  `/dev/vda / ext4 rw,relatime 0 0\n${type} /dev/shm ${type} ${options} 0 0\nproc /proc proc rw 0 0\n`;

describe('memory for temporary files', () => {
  it('is taken where programs may run from it', () => {
    expect(isRunnableMemory(mounts('rw,relatime,size=24684084k,mode=755'))).toBe(true);
  });

  it.each([
    ['programs may not run from it', mounts('rw,nosuid,nodev,noexec,relatime,size=65536k')],
    ['it cannot be written to', mounts('ro,relatime')],
    ['it is a disk', mounts('rw,relatime', 'ext4')],
    ['there is none', '/dev/vda / ext4 rw,relatime 0 0\n'],
    ['another mount lies over it', `${mounts('rw,relatime')}/dev/vdb /dev/shm ext4 rw 0 0\n`],
  ])('is left where %s', (_, text) => {
    expect(isRunnableMemory(text)).toBe(false);
  });
});
