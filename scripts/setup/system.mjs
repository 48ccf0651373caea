// Makes sure that this machine has the system libraries and programs that the app and its tests need.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand, withProgress } from '../run-command.mjs';
import { missingPackages, parseRelease, plainNames, usesApt, wantedPackages } from './system-packages.mjs';

/**
 * @typedef {import('./system-packages.mjs').Purpose} Purpose
 * @typedef {{ purpose: Purpose, hasDisplay: boolean, needsCompiler: boolean }} Needs
 * @typedef {(line: string) => void} OnLine
 */

/**
 * Installs what is missing where we may (Debian, Ubuntu, as root); otherwise says exactly what to do and fails.
 * @param {Needs} needs
 * @param {OnLine} onLine
 */
export async function ensureSystem(needs, onLine) {
  if (process.platform !== 'linux') return;
  const releaseFile = '/etc/os-release';
  const release = existsSync(releaseFile) ? parseRelease(readFileSync(releaseFile, 'utf8')) : {};
  await (usesApt(release) ? ensureDebian(needs, release, onLine) : checkOtherLinux(needs));
}

/**
 * @param {Needs} needs
 * @param {Record<string, string>} release
 * @param {OnLine} onLine
 */
async function ensureDebian(needs, release, onLine) {
  const wanted = wantedPackages(needs);
  const installed = listInstalled();
  const missing = () => missingPackages(wanted, { has: (name) => installed.has(name), offers: isOffered, release });
  if (missing().length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(
      `These system packages are missing, and only root may install them. Run this, then start again:\n  sudo apt-get install -y ${missing().join(' ')}\n` +
        '(If apt-get does not find them, run "sudo apt-get update" first.)',
    );
  }
  onLine(`Installing system packages: ${missing().join(' ')}`);
  if (await install(missing(), onLine)) return;
  // The package lists are absent or point to files that the mirror replaced since.
  await withProgress('apt-get update', () => apt(['update', '-q']), onLine);
  if (await install(missing(), onLine)) return;
  throw new Error(`apt-get could not install them; what it says:\n${lastAptOutput.trim()}`);
}

let lastAptOutput = '';

/**
 * @param {readonly string[]} names
 * @param {OnLine} onLine
 */
async function install(names, onLine) {
  const args = ['install', '-y', '-q', '--no-install-recommends', ...names];
  return withProgress('apt-get install', () => apt(args), onLine);
}

/** @param {readonly string[]} args */
async function apt(args) {
  const lockWait = ['-o', 'DPkg::Lock::Timeout=120'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const { status, output } = await runCommand('apt-get', [...lockWait, ...args], { env });
  lastAptOutput = output;
  return status === 0;
}

/** @returns {Set<string>} */
function listInstalled() {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n'], { encoding: 'utf8', maxBuffer: 64 << 20 });
  const lines = (query.stdout ?? '').split('\n').filter((line) => line.endsWith(' installed'));
  return new Set(lines.map((line) => line.slice(0, line.indexOf(' '))));
}

/** @param {string} name */
function isOffered(name) {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return /^\s*Candidate: (?!\(none\))/mu.test(policy.stdout ?? '');
}

/** @param {Needs} needs */
async function checkOtherLinux({ purpose, hasDisplay, needsCompiler }) {
  const wanted = [
    plainNames.window,
    ...(purpose === 'test' || (purpose === 'start' && !hasDisplay) ? [plainNames.display] : []),
    ...(purpose === 'test' ? [plainNames.keychain] : []),
    ...(needsCompiler ? [plainNames.compiler] : []),
  ];
  const loader = spawnSync(existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig', ['-p'], { encoding: 'utf8' });
  // Without a loader cache (musl, NixOS) libraries cannot be listed: the app itself then names what it lacks.
  const known = loader.status === 0 ? loader.stdout : null;
  const missing = wanted.flatMap(({ libraries, programs }) => [
    ...libraries.filter((name) => known !== null && !known.includes(name)),
    ...programs.filter((name) => !isOnPath(name)),
  ]);
  if (missing.length === 0) return;
  throw new Error(`This system lacks: ${missing.join(', ')}. Install them with its package manager, then start again.`);
}

/** @param {string} program */
export function isOnPath(program) {
  return (process.env['PATH'] ?? '').split(delimiter).some((dir) => {
    try {
      accessSync(join(dir, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
