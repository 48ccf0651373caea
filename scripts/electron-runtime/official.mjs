// The official Electron binary: finds it, or has electron's own installer fetch it, without hanging where its host cannot be reached.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, installedVersion, ownNode, projectDir } from '../project-paths.mjs';
import { runCommand, withProgress } from '../run-command.mjs';

const retryAfterMs = 24 * 60 * 60 * 1000;
const probeLimitMs = 8_000;
const downloadLimitMs = 20 * 60 * 1000;
const failureFile = join(cacheDir, 'electron-runtime', 'official-not-reached.json');

/** @typedef {{ distDir: string, electronPath: string, electronVersion: string }} Dist */

/**
 * Where the executable lies inside an unpacked Electron.
 * @param {NodeJS.Platform} [platform]
 */
export function executableInDist(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * The official binary that the installed `electron` package asks for, if it is there and complete.
 * @returns {Promise<Dist | null>}
 */
export async function findOfficial() {
  const packageDir = join(projectDir, 'node_modules', 'electron');
  const distDir = join(packageDir, 'dist');
  const electronPath = join(distDir, executableInDist());
  const electronVersion = installedVersion('electron');
  // electron's installer writes path.txt last, so an interrupted one is not mistaken for a whole one.
  if (!existsSync(join(packageDir, 'path.txt')) || !existsSync(electronPath)) return null;
  const found = (await readFile(join(distDir, 'version'), 'utf8').catch(() => '')).trim().replace(/^v/u, '');
  return found === electronVersion ? { distDir, electronPath, electronVersion } : null;
}

/**
 * Finds or fetches the official binary. A failure is remembered for a day, so that the next start does not wait for it again.
 * @param {(line: string) => void} onLine
 * @returns {Promise<{ dist: Dist } | { reason: string }>} `reason` is one sentence without a full stop
 */
export async function fetchOfficial(onLine) {
  const present = await findOfficial();
  if (present !== null) return { dist: present };
  const electronVersion = installedVersion('electron');
  const remembered = await readFailure(electronVersion);
  if (remembered !== null) return { reason: remembered };
  const reason = await withProgress(
    `Fetching the official Electron ${electronVersion} (about 120 MB)`,
    () => download(electronVersion),
    onLine,
  );
  const dist = await findOfficial();
  if (dist !== null) {
    await rm(failureFile, { force: true });
    return { dist };
  }
  await rememberFailure(electronVersion, reason ?? 'its installer ended without an error and without a binary');
  return { reason: reason ?? 'its installer ended without an error and without a binary' };
}

/**
 * @param {string} electronVersion
 * @returns {Promise<string | null>} why it failed
 */
async function download(electronVersion) {
  const unreachable = await probeReleaseHost(electronVersion);
  if (unreachable !== null) return unreachable;
  const installer = join(projectDir, 'node_modules', 'electron', 'install.js');
  const { status, output } = await runCommand(ownNode(), [installer], { limitMs: downloadLimitMs });
  if (status === 0) return null;
  const firstLine = output.split('\n').find((line) => line.trim() !== '') ?? `exit code ${status}`;
  return `electron's installer failed (${firstLine.trim()})`;
}

/**
 * Asks for the head of the release file: a closed network answers in milliseconds or never, and "never" must not take minutes.
 * Skipped when a proxy for downloads is set, because only the installer knows how to use it.
 * @param {string} electronVersion
 * @returns {Promise<string | null>}
 */
async function probeReleaseHost(electronVersion) {
  if (process.env['ELECTRON_GET_USE_PROXY'] || process.env['NODE_USE_ENV_PROXY']) return null;
  const mirror = process.env['npm_config_electron_mirror'] ?? process.env['ELECTRON_MIRROR'];
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/';
  try {
    await fetch(new URL(`v${electronVersion}/SHASUMS256.txt`, base), {
      method: 'HEAD',
      redirect: 'follow',
      signal: AbortSignal.timeout(probeLimitMs),
    });
    return null; // Even a refusal is an answer: the installer knows its own address and says more.
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `the release host cannot be reached (${cause instanceof Error ? cause.message : String(cause)})`;
  }
}

/**
 * @param {string} electronVersion
 * @returns {Promise<string | null>} the remembered reason, null when there is none or it is old
 */
async function readFailure(electronVersion) {
  const text = await readFile(failureFile, 'utf8').catch(() => null);
  return text === null ? null : currentFailure(text, electronVersion, Date.now());
}

/**
 * Whether a remembered failure still counts: same version, younger than a day, not from the future.
 * @param {string} text content of the file
 * @param {string} electronVersion
 * @param {number} now epoch ms
 * @returns {string | null} its reason
 */
export function currentFailure(text, electronVersion, now) {
  try {
    const record = JSON.parse(text);
    const age = now - record.at;
    const isCurrent = record.electronVersion === electronVersion && age >= 0 && age < retryAfterMs;
    return isCurrent && typeof record.reason === 'string' ? record.reason : null;
  } catch {
    return null; // A damaged note is no note: the download is simply tried again.
  }
}

/**
 * @param {string} electronVersion
 * @param {string} reason
 */
async function rememberFailure(electronVersion, reason) {
  await mkdir(join(cacheDir, 'electron-runtime'), { recursive: true });
  await writeFile(failureFile, JSON.stringify({ electronVersion, reason, at: Date.now() }));
}
