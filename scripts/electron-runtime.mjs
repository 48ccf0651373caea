// Which Electron runs the app here. In order: the folder somebody names, the official binary, a stand-in for running and testing.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { executableInDist, fetchOfficial } from './electron-runtime/official.mjs';
import { bindingPath, needsOwnBinding, resolveSqliteBinding } from './electron-runtime/sqlite-binding.mjs';
import { hasStandIn, resolveStandIn } from './electron-runtime/stand-in.mjs';
import { sayOnStderr } from './run-command.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} electronPath the executable
 * @property {string} distDir the folder it lies in, whole
 * @property {string} electronVersion such as "45.4.1"
 * @property {'override' | 'official' | 'stand-in'} kind
 * @property {string | null} note a sentence for the person who runs it, when there is something to know about the choice
 * @property {string | null} sqliteBinding absolute path of better_sqlite3.node where the prebuilt one cannot run
 */

/** @typedef {Omit<Runtime, 'sqliteBinding'>} RuntimeChoice */

/**
 * Resolves the runtime and everything it needs.
 * @param {{ onLine?: (line: string) => void, choice?: RuntimeChoice }} [options]
 *   `onLine` receives progress and the note; `choice` is what chooseRuntime said, when it was asked before
 * @returns {Promise<Runtime>}
 */
export async function resolveRuntime({ onLine = sayOnStderr, choice: known } = {}) {
  const choice = known ?? (await chooseRuntime(onLine));
  if (known === undefined && choice.note !== null) onLine(choice.note);
  return { ...choice, sqliteBinding: needsOwnBinding(choice.electronVersion) ? await resolveSqliteBinding(onLine) : null };
}

/**
 * Whether the chosen runtime still needs a build with a compiler on this machine.
 * @param {RuntimeChoice} choice
 */
export function needsCompiler(choice) {
  return needsOwnBinding(choice.electronVersion) && !existsSync(bindingPath());
}

/**
 * Resolves the runtime without building anything for it.
 * @param {(line: string) => void} onLine
 * @returns {Promise<RuntimeChoice>}
 */
export async function chooseRuntime(onLine) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') return { ...(await openOverride(resolve(override))), kind: 'override', note: null };
  const official = await fetchOfficial(onLine);
  if ('dist' in official) return { ...official.dist, kind: 'official', note: null };
  if (!hasStandIn) {
    throw new Error(
      `There is no Electron to run: ${official.reason}. Make the release host reachable, or set ELECTRON_MIRROR to a mirror, ` +
        'or ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron, and start again.',
    );
  }
  const standIn = await resolveStandIn(onLine);
  const note =
    `Using a stand-in runtime (Electron ${standIn.electronVersion}), for running and testing only: ` +
    `the official one is not here, ${official.reason}.`;
  return { ...standIn, kind: 'stand-in', note };
}

/**
 * @param {string} distDir
 * @returns {Promise<import('./electron-runtime/official.mjs').Dist>}
 */
async function openOverride(distDir) {
  const electronPath = join(distDir, executableInDist());
  if (!existsSync(electronPath)) {
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH names ${distDir}, and there is no Electron in it (${electronPath} is missing).`);
  }
  const electronVersion = (await readFile(join(distDir, 'version'), 'utf8')).trim().replace(/^v/u, '');
  return { distDir, electronPath, electronVersion };
}

/**
 * The environment that tells the app and its tests about the runtime.
 * @param {Runtime} runtime
 * @returns {Record<string, string>}
 */
export function runtimeEnvironment(runtime) {
  return {
    QUARTERMASTER_ELECTRON: runtime.electronPath,
    ...(runtime.sqliteBinding === null ? {} : { QUARTERMASTER_SQLITE_BINDING: runtime.sqliteBinding }),
  };
}
