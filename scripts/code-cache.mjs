// Leaves V8's compiled form of the core beside it, made by the runtime that is going to run it: see electron/core/code-cache.ts.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtimeEnvironment } from './electron-runtime.mjs';
import { findSandboxObstacle } from './launch/chromium-sandbox.mjs';
import { projectDir } from './project-paths.mjs';
import { runCommand, sayOnStderr, withProgress } from './run-command.mjs';

/** It goes with the bundles when they are built anew. */
const stampFile = join(projectDir, 'out', 'core', '.rehearsed');
const limitMs = 120_000;

/**
 * Starts the built core once with a sample and keeps what V8 made of it, unless this runtime has done so since the last build.
 * Without it the app works the same and starts more slowly, so a failure is said and nothing more.
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 * @param {{ onLine?: (line: string) => void }} [options]
 * @returns {Promise<boolean>} whether the compiled form is there
 */
export async function rehearseIfStale(runtime, { onLine = sayOnStderr } = {}) {
  const stamp = `${runtime.electronVersion} ${process.platform}-${process.arch}`;
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) return true;
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-rehearsal-'));
  try {
    const { status, output } = await withProgress('Preparing quick starts', () => rehearse(runtime, folder), onLine);
    if (status !== 0) throw new Error(output.trim().split('\n').at(-1));
    await writeFile(stampFile, stamp);
    return true;
  } catch (error) {
    onLine(`The app will start a little more slowly than it could. ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 * @param {string} folder
 */
function rehearse(runtime, folder) {
  const flags = [
    ...(findSandboxObstacle() === null ? [] : ['--no-sandbox']),
    ...(process.platform === 'linux' ? ['--ozone-platform=headless'] : []),
  ];
  return runCommand(runtime.electronPath, [...flags, '--disable-gpu', join(import.meta.dirname, 'code-cache'), folder], {
    env: { ...process.env, ...runtimeEnvironment(runtime) },
    limitMs,
  });
}
