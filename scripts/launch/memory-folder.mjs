// Where tests keep their temporary files: in memory where there is room. Every commit of a workspace is written through to the disk
// (fsync), and on a disk the tests wait for that most of their time: a new workspace took 570 ms there, 130 ms in memory.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = '/dev/shm';
const prefix = 'qm-';
const dayMs = 86_400_000;
/** A whole run writes some hundreds of megabytes; the windows and the engine need memory of their own beside them. */
const roomBytes = 2 * 2 ** 30;
const freeMemoryBytes = 6 * 2 ** 30;

/**
 * Whether programs may be run from a mounted folder and files are kept there in memory.
 * @param {string} mounts what /proc/mounts holds
 * @param {string} [path]
 */
export function isRunnableMemory(mounts, path = folder) {
  const found = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, at]) => at === path);
  return found?.[2] === 'tmpfs' && !(found[3] ?? '').split(',').some((option) => option === 'noexec' || option === 'ro');
}

/**
 * What runs that were killed left in memory more than a day ago.
 * @param {number} now
 */
function leftBehind(now) {
  const paths = readdirSync(folder).filter((name) => name.startsWith(prefix));
  return paths
    .map((name) => join(folder, name))
    .filter((path) => now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now) > dayMs);
}

/** @param {string} path */
function remove(path) {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Something of the tests still writes there: it must not turn their result into another.
  }
}

/**
 * Lets this process and its children put temporary files into memory until this process ends, on Linux. Nothing happens where a
 * person chose a folder (TMPDIR) or memory is short, as in a container with Docker's 64 MB: the tests are slower then, no different.
 */
export function keepTemporaryFilesInMemory() {
  if (process.platform !== 'linux' || process.env['TMPDIR']) return;
  try {
    if (!isRunnableMemory(readFileSync('/proc/mounts', 'utf8'))) return;
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < roomBytes || Math.min(freemem(), process.availableMemory?.() ?? Infinity) < freeMemoryBytes) return;
    for (const path of leftBehind(Date.now())) remove(path);
    // A short name: the path of a socket has 107 bytes in all.
    const own = mkdtempSync(join(folder, prefix));
    process.env['TMPDIR'] = own;
    process.once('exit', () => remove(own));
  } catch {
    // No such folder, or not ours to write to.
  }
}

/**
 * Lets the many processes and threads of the unit tests take what Node made of a source from those before them: stripping the types
 * again and again was a quarter of their processor time. The place is Node’s own, beside the temporary files.
 */
export function compiledSources() {
  return { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };
}
