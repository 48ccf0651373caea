// Keeps node_modules in step with the lock file, without asking npm when nothing changed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand, runCommand, withProgress } from '../run-command.mjs';

const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean, dev?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage & Record<string, unknown>> }} Lock
 */

/**
 * Compares what npm says it installed (node_modules/.package-lock.json, which it writes last) with the lock file and package.json.
 * Optional packages may be absent: npm leaves out those of other platforms.
 * @param {{ manifest: Record<string, unknown>, lock: Lock, installed: Lock | null }} files parsed
 * @returns {string | null} why an install is needed, in words; null when it is not
 */
export function findInstallGap({ manifest, lock, installed }) {
  if (installed === null) return 'nothing is installed yet';
  const root = lock.packages[''] ?? {};
  for (const field of dependencyFields) {
    if (canonical(manifest[field]) !== canonical(root[field])) return `package-lock.json does not know the ${field} of package.json`;
  }
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '' || wanted.link === true) continue;
    const present = installed.packages[path];
    if (present === undefined) {
      if (wanted.optional === true || wanted.devOptional === true) continue;
      return `${nameOf(path)} is missing`;
    }
    if (present.version !== wanted.version || present.integrity !== wanted.integrity) return `${nameOf(path)} changed`;
  }
  const extra = Object.keys(installed.packages).find((path) => lock.packages[path] === undefined);
  return extra === undefined ? null : `${nameOf(extra)} is no longer wanted`;
}

/** @param {unknown} dependencies */
function canonical(dependencies) {
  return JSON.stringify(Object.entries(dependencies ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {string} path in node_modules */
function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * Runs `npm ci` when, and only when, the install differs from the lock file.
 * @param {string} projectDir
 * @param {(line: string) => void} onLine
 * @returns {Promise<boolean>} whether something was installed
 */
export async function ensureDependencies(projectDir, onLine) {
  const gap = findInstallGap({
    manifest: readJson(join(projectDir, 'package.json')) ?? {},
    lock: readJson(join(projectDir, 'package-lock.json')) ?? { packages: {} },
    installed: readJson(join(projectDir, 'node_modules', '.package-lock.json')),
  });
  if (gap === null) return false;
  onLine(`Installing the npm dependencies, because ${gap}.`);
  const npm = npmCommand();
  // No dependency needs its install script; npm versions that do not know `allowScripts` are told so in this way.
  const args = [...npm.args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, output } = await withProgress(
    'npm ci (about a minute the first time)',
    () => runCommand(npm.command, args, { cwd: projectDir }),
    onLine,
  );
  if (status !== 0) throw new Error(`npm ci failed with exit code ${status}.\n${output.trim()}`);
  return true;
}

/**
 * @param {string} path
 * @returns {any} null when the file is not there
 */
function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
