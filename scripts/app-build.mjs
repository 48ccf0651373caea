// Builds the app's bundles when their sources changed since the last time. Also a command: node scripts/app-build.mjs [--force]
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownNode, projectDir, toolPath } from './project-paths.mjs';
import { runCommand, sayOnStderr, withProgress } from './run-command.mjs';

const sources = ['electron', 'renderer', 'shared', 'resources'];
const configs = ['electron.vite.config.ts', 'electron.vite.core.config.ts'];
const settings = [...configs, 'package.json', 'package-lock.json', 'tsconfig.json'];
const outDir = join(projectDir, 'out');
const stampFile = join(outDir, '.built');

/**
 * A digest of the names, sizes and times of everything that goes into the bundles; tests do not.
 * @param {string} root
 * @returns {Promise<string>} hexadecimal SHA-256
 */
export async function digestSources(root) {
  const files = [...settings];
  for (const dir of sources) {
    const entries = await readdir(join(root, dir), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isFile() && !entry.name.includes('.test.')) files.push(join(entry.parentPath, entry.name).slice(root.length + 1));
    }
  }
  const lines = await Promise.all(
    files.sort().map(async (file) => {
      const info = await stat(join(root, file)).catch(() => null);
      return info === null ? `${file} is missing` : `${file} ${info.size} ${info.mtimeMs}`;
    }),
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/**
 * It reads the installed electron's version only; no binary is needed or fetched.
 * @param {string} config
 */
const build = (config) =>
  runCommand(ownNode(), [toolPath('electron-vite'), 'build', '--config', config, '--logLevel', 'warn'], { cwd: projectDir });

/**
 * Runs electron-vite when the bundles are missing or older than their sources.
 * @param {{ isForced?: boolean, onLine?: (line: string) => void }} [options]
 * @returns {Promise<boolean>} whether it built
 */
export async function buildIfStale({ isForced = false, onLine = sayOnStderr } = {}) {
  const digest = await digestSources(projectDir);
  const built = await readFile(stampFile, 'utf8').catch(() => '');
  if (!isForced && built === digest && existsSync(join(outDir, 'main', 'index.js')) && existsSync(join(outDir, 'core', 'host.cjs')))
    return false;
  await rm(stampFile, { force: true });
  const outcomes = await withProgress('Building the app', () => Promise.all(configs.map(build)), onLine);
  for (const { status, output } of outcomes) if (status !== 0) throw new Error(`The app could not be built.\n${output.trim()}`);
  await mkdir(outDir, { recursive: true });
  await writeFile(stampFile, digest);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const built = await buildIfStale({ isForced: process.argv.includes('--force') });
    if (!built) sayOnStderr('The app is built already.');
  } catch (error) {
    sayOnStderr(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
