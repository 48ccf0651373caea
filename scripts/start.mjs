// Opens the app from this clone: node scripts/start.mjs [arguments for the app]
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { buildIfStale } from './app-build.mjs';
import { rehearseIfStale } from './code-cache.mjs';
import { resolveRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { findSandboxObstacle } from './launch/chromium-sandbox.mjs';
import { exitCodeOf } from './launch/run-child.mjs';
import { hasDisplay, startVirtualDisplay } from './launch/virtual-display.mjs';
import { projectDir } from './project-paths.mjs';
import { sayOnStderr } from './run-command.mjs';

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** @returns {Promise<number>} exit code */
async function start() {
  const runtime = await resolveRuntime();
  await buildIfStale();
  await rehearseIfStale(runtime);
  const obstacle = findSandboxObstacle();
  if (obstacle !== null) sayOnStderr(obstacle);
  const display = hasDisplay() ? null : await startVirtualDisplay();
  if (display !== null) sayOnStderr(`There is no display, so the window opens on a virtual one (Xvfb ${display.env.DISPLAY}).`);
  sayOnStderr('Starting Quartermaster.');
  const app = spawn(runtime.electronPath, [...(obstacle === null ? [] : ['--no-sandbox']), projectDir, ...process.argv.slice(2)], {
    // In a group of its own, so that Ctrl-C reaches it once, from us: Chromium takes the second one as "die at once".
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, ...runtimeEnvironment(runtime), ...display?.env },
  });
  createInterface({ input: app.stderr }).on('line', (line) => {
    if (!isExpectedNoise(line)) sayOnStderr(line);
  });
  for (const signal of forwarded) process.on(signal, () => app.kill(signal));
  const orphaned = whenOrphaned(() => app.kill('SIGTERM'));
  try {
    return await new Promise((done, fail) => {
      app.on('error', fail);
      app.on('close', (code, signal) => done(exitCodeOf(code, signal)));
    });
  } finally {
    clearInterval(orphaned);
    display?.stop();
  }
}

/**
 * npm passes a signal to the shell between us, which ends without telling us: the app would stay behind and hold its workspace.
 * @param {() => void} act
 */
function whenOrphaned(act) {
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) act();
  }, 1_000);
}

/**
 * Chromium repeats that there is no D-Bus wherever there is none, that it draws without a graphics card, and that a form was read as a
 * whole: nothing to act on. What a missing D-Bus means for the keychain the app itself says.
 * @param {string} line
 */
function isExpectedNoise(line) {
  return /ERROR:(?:dbus\/)?(?:bus|object_proxy|viz_main_impl|command_buffer_proxy_impl|form_data_bytes_consumer)\.cc/u.test(line);
}

try {
  process.exitCode = await start();
} catch (error) {
  sayOnStderr(`Quartermaster could not be started. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
