// Packs the app with electron-builder from the resolved runtime: first the unpacked app, then each installer of this platform.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildIfStale } from '../app-build.mjs';
import { rehearseIfStale } from '../code-cache.mjs';
import { resolveRuntime } from '../electron-runtime.mjs';
import { projectDir } from '../project-paths.mjs';
import { sayOnStderr, withProgress } from '../run-command.mjs';

/** @typedef {import('../electron-runtime.mjs').Runtime} Runtime */

const installers = { linux: ['AppImage', 'deb'], darwin: ['dmg'], win32: ['nsis'] };

/**
 * What differs from electron-builder.yml in this build.
 * @param {{ runtime: Pick<Runtime, 'distDir' | 'electronVersion' | 'kind' | 'sqliteBinding'>, isTestBuild: boolean, outputDir: string }} options
 */
export function packagingConfig({ runtime, isTestBuild, outputDir }) {
  const isForTesting = isTestBuild || runtime.kind === 'stand-in';
  return {
    electronDist: runtime.distDir,
    electronVersion: runtime.electronVersion,
    directories: { output: outputDir },
    // Playwright attaches through the inspector; what people install never listens to it.
    ...(isTestBuild ? { electronFuses: { enableNodeCliInspectArguments: true } } : {}),
    // The app takes this binary when its runtime is older than Node-API 10.
    ...(runtime.sqliteBinding === null ? {} : { extraResources: [{ from: runtime.sqliteBinding, to: 'native/better_sqlite3.node' }] }),
    ...(isForTesting ? { artifactName: '${name}-${version}-${arch}-testing-only.${ext}' } : {}),
  };
}

/**
 * Packs the app.
 * @param {{ isTestBuild?: boolean, isDirOnly?: boolean, outputDir?: string, onLine?: (line: string) => void }} [options]
 *   `isTestBuild` lets Playwright attach; `isDirOnly` leaves out the installers; `outputDir` is `dist` unless named
 * @returns {Promise<{ appDir: string, executable: string, made: string[], leftOut: { target: string, reason: string }[], runtime: Runtime }>}
 */
export async function packageApp({ isTestBuild = false, isDirOnly = false, outputDir = 'dist', onLine = sayOnStderr } = {}) {
  const runtime = await resolveRuntime({ onLine });
  await buildIfStale({ onLine });
  await rehearseIfStale(runtime, { onLine });
  const { build, Platform } = await import('electron-builder');
  const platform = Platform.current();
  const output = resolve(projectDir, outputDir);
  const shared = { projectDir, publish: /** @type {const} */ ('never') };
  const config = () => packagingConfig({ runtime, isTestBuild, outputDir: output });
  await withProgress('Packing the app', () => build({ ...shared, targets: platform.createTarget('dir'), config: config() }), onLine);
  const place = findPacked(output);
  /** @type {string[]} */
  const made = [];
  /** @type {{ target: string, reason: string }[]} */
  const leftOut = [];
  for (const target of isDirOnly ? [] : (installers[/** @type {keyof typeof installers} */ (process.platform)] ?? [])) {
    const options = { ...shared, targets: platform.createTarget(target), prepackaged: place.appDir, config: config() };
    try {
      made.push(...(await withProgress(`Making the ${target}`, () => build(options), onLine)));
    } catch (error) {
      leftOut.push({ target, reason: explainFailure(error) });
    }
  }
  return { ...place, made, leftOut, runtime };
}

/**
 * Where electron-builder put the unpacked app.
 * @param {string} output
 * @returns {{ appDir: string, executable: string }}
 */
function findPacked(output) {
  const arm = process.arch === 'arm64' ? '-arm64' : '';
  const place = {
    linux: [`linux${arm}-unpacked`, 'quartermaster'],
    darwin: [join(`mac${arm}`, 'Quartermaster.app'), join('Contents', 'MacOS', 'Quartermaster')],
    win32: [`win${arm}-unpacked`, 'Quartermaster.exe'],
  }[/** @type {string} */ (process.platform)];
  if (place === undefined) throw new Error(`There is no packaging for ${process.platform}.`);
  const [folder = '', program = ''] = place;
  const appDir = join(output, folder);
  const executable = join(appDir, program);
  if (!existsSync(executable)) throw new Error(`The packed app is not where it was expected: ${executable}`);
  return { appDir, executable };
}

/**
 * @param {unknown} error
 * @returns {string} one line
 */
export function explainFailure(error) {
  const text = error instanceof Error ? error.message : String(error);
  const unreachable = /(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|fetch failed)[^\n]*/u.exec(text);
  if (unreachable !== null) return `the tool that makes it could not be downloaded (${unreachable[0].trim()})`;
  return (text.split('\n').find((line) => line.trim() !== '') ?? 'electron-builder gave no reason').trim();
}
