// Runs the end-to-end tests in a real Electron window against a real keychain: node scripts/e2e.mjs [arguments for playwright test]
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './app-build.mjs';
import { resolveRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { withPrivateKeychain } from './launch/private-keychain.mjs';
import { runInView, toolEnvironment } from './launch/run-child.mjs';
import { startVirtualDisplay } from './launch/virtual-display.mjs';
import { ownNode, toolPath } from './project-paths.mjs';
import { sayOnStderr } from './run-command.mjs';

/**
 * Runs Playwright to its end. On Linux windows always open on a display of their own, so that they neither take the focus of the
 * person at work nor depend on the size of the screen.
 * @param {readonly string[]} args for `playwright test`
 * @param {Record<string, string>} [env] more environment
 * @returns {Promise<number>} exit code
 */
export async function runEndToEnd(args, env = {}) {
  const runtime = await resolveRuntime();
  await buildIfStale();
  const display = process.platform === 'linux' ? await startVirtualDisplay() : null;
  const keychain = withPrivateKeychain([ownNode(), toolPath('@playwright/test', 'playwright'), 'test', ...args]);
  const surroundings = { ...toolEnvironment(), ...runtimeEnvironment(runtime), ...display?.env, ...keychain.env, ...env };
  // A Wayland session of the person at work would win over our display.
  if (display !== null) delete (/** @type {NodeJS.ProcessEnv} */ (surroundings)['WAYLAND_DISPLAY']);
  try {
    return await runInView(keychain.command, surroundings);
  } finally {
    display?.stop();
    keychain.remove();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await runEndToEnd(process.argv.slice(2));
  } catch (error) {
    sayOnStderr(`The end-to-end tests could not run. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
