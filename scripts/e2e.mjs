// Runs the end-to-end tests in a real Electron window against a real keychain: node scripts/e2e.mjs [arguments for playwright test]
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './app-build.mjs';
import { rehearseIfStale } from './code-cache.mjs';
import { resolveRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { keepTemporaryFilesInMemory } from './launch/memory-folder.mjs';
import { withPrivateKeychain } from './launch/private-keychain.mjs';
import { runInView, toolEnvironment } from './launch/run-child.mjs';
import { startVirtualDisplay } from './launch/virtual-display.mjs';
import { ownNode, toolPath } from './project-paths.mjs';
import { sayOnStderr } from './run-command.mjs';

/**
 * Test files run side by side where each worker can have a display of its own. One more than there are cores, because a window that
 * starts or settles leaves its core idle for more than half of the time; more than three were not tried.
 */
const workers = process.platform === 'linux' ? Math.min(3, availableParallelism() + 1) : 1;

/**
 * Runs Playwright to its end. On Linux windows always open on displays of their own, one for each worker, so that they neither take
 * the focus of the person at work or of each other nor depend on the size of the screen.
 * @param {readonly string[]} args for `playwright test`
 * @param {Record<string, string>} [env] more environment
 * @returns {Promise<number>} exit code
 */
export async function runEndToEnd(args, env = {}) {
  const runtime = await resolveRuntime();
  await buildIfStale();
  await rehearseIfStale(runtime);
  const displays = process.platform === 'linux' ? await Promise.all(Array.from({ length: workers }, () => startVirtualDisplay())) : [];
  const keychain = withPrivateKeychain([ownNode(), toolPath('@playwright/test', 'playwright'), 'test', ...args]);
  // For what several tests use: the sample that they copy.
  const scratch = mkdtempSync(join(tmpdir(), 'quartermaster-e2e-run-'));
  const surroundings = {
    ...toolEnvironment(),
    ...runtimeEnvironment(runtime),
    ...displays[0]?.env,
    ...keychain.env,
    QUARTERMASTER_E2E_WORKERS: String(workers),
    QUARTERMASTER_E2E_DISPLAYS: JSON.stringify(displays.map((display) => display.env)),
    QUARTERMASTER_E2E_SCRATCH: scratch,
    ...env,
  };
  // A Wayland session of the person at work would win over our displays.
  if (displays.length > 0) delete (/** @type {NodeJS.ProcessEnv} */ (surroundings)['WAYLAND_DISPLAY']);
  try {
    return await runInView(keychain.command, surroundings);
  } finally {
    for (const display of displays) display.stop();
    keychain.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    keepTemporaryFilesInMemory();
    process.exitCode = await runEndToEnd(process.argv.slice(2));
  } catch (error) {
    sayOnStderr(`The end-to-end tests could not run. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
