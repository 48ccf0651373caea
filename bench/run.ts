// Measures the app and writes docs/benchmarks.md: npm run bench [-- --only NAME] [--quick]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../scripts/app-build.mjs';
import { rehearseIfStale } from '../scripts/code-cache.mjs';
import { resolveRuntime, runtimeEnvironment } from '../scripts/electron-runtime.mjs';
import { withPrivateKeychain } from '../scripts/launch/private-keychain.mjs';
import { runInView, toolEnvironment } from '../scripts/launch/run-child.mjs';
import { startVirtualDisplay } from '../scripts/launch/virtual-display.mjs';
import { ownNode } from '../scripts/project-paths.mjs';
import { measures } from './measures/index.ts';

const usage = `Usage: npm run bench [-- [--quick] [--only NAME]]
  --only NAME   one measure: ${measures.map(({ name }) => name).join(', ')}
  --quick       few repetitions; prints, and leaves docs/benchmarks.md as it is
`;

/** Prepares what the measures need around them, a display and a keychain of their own, and runs them in a process inside it. */
async function prepareAndRun(args: readonly string[]): Promise<number> {
  const runtime = await resolveRuntime();
  await buildIfStale();
  await rehearseIfStale(runtime);
  const display = process.platform === 'linux' ? await startVirtualDisplay() : null;
  const keychain = withPrivateKeychain([ownNode(), join(import.meta.dirname, 'suite.ts'), ...args]);
  const env: NodeJS.ProcessEnv = {
    ...toolEnvironment(),
    ...runtimeEnvironment(runtime),
    ...display?.env,
    ...keychain.env,
    QUARTERMASTER_ELECTRON_VERSION: runtime.electronVersion,
  };
  // A Wayland session of the person at work would win over our display.
  if (display !== null) delete env['WAYLAND_DISPLAY'];
  try {
    return await runInView(keychain.command, env);
  } finally {
    display?.stop();
    keychain.remove();
  }
}

try {
  const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' }, help: { type: 'boolean' } } });
  const isKnown = values.only === undefined || measures.some(({ name }) => name === values.only);
  if (values.help || !isKnown) {
    process.stderr.write(usage);
    process.exitCode = values.help ? 0 : 2;
  } else {
    process.exitCode = await prepareAndRun(process.argv.slice(2));
  }
} catch (error) {
  process.stderr.write(`The benchmarks could not run. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
}
