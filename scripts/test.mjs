// Everything that must hold, in one command: types, lint, format, unit tests, the app in a real window. Every stage runs even when an
// earlier one failed, those that only read run side by side, and the last line counts them all.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIfStale } from './app-build.mjs';
import { runEndToEnd } from './e2e.mjs';
import { compiledSources, keepTemporaryFilesInMemory } from './launch/memory-folder.mjs';
import { withPrivateKeychain } from './launch/private-keychain.mjs';
import { runInView, toolEnvironment } from './launch/run-child.mjs';
import { resolveRuntime } from './electron-runtime.mjs';
import { ownNode, projectDir, reportsDir, toolPath } from './project-paths.mjs';
import { addUp, countPlaywright, countVitest, judgeSuite, lastLine, nothing, retriedWords } from './testing/count-results.mjs';

/** @typedef {import('./testing/count-results.mjs').Count} Count */

const say = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
const unitReport = join(reportsDir, 'unit.json');
const crashReport = join(reportsDir, 'unit-crashes.json');
const endToEndReport = join(reportsDir, 'e2e.json');

/**
 * Runs one of our tools with its output in view.
 * @param {string} file a JavaScript file
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env] more environment
 * @returns {Promise<number>} exit code
 */
const runTool = (file, args, env = {}) => runInView([ownNode(), file, ...args], { ...toolEnvironment(), ...env });

/**
 * The same, with a keychain of its own: unit tests use a real one too.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env] more environment
 */
async function runToolWithKeychain(file, args, env = {}) {
  const keychain = withPrivateKeychain([ownNode(), file, ...args]);
  try {
    return await runInView(keychain.command, { ...toolEnvironment(), ...keychain.env, ...env });
  } finally {
    keychain.remove();
  }
}

/**
 * A check that either holds or does not: counts as one.
 * @param {string} name
 * @param {() => Promise<boolean>} holds
 */
const check = (name, holds) => ({
  name,
  run: async () => ((await holds()) ? { ...nothing(), passed: 1 } : { ...nothing(), failed: [name] }),
});

/**
 * A suite of tests: each of them counts.
 * @param {string} name
 * @param {string} report where its runner writes
 * @param {(report: unknown) => Count | Promise<Count>} count
 * @param {() => Promise<number>} execute
 */
const suite = (name, report, count, execute) => ({
  name,
  run: async () => {
    await rm(report, { force: true });
    const exitCode = await execute();
    const text = await readFile(report, 'utf8').catch(() => null);
    return judgeSuite(name, exitCode, text === null ? null : await count(JSON.parse(text)));
  },
});

async function runUnitTests() {
  await rm(crashReport, { force: true });
  const reporters = ['default', 'json', join(projectDir, 'scripts', 'testing', 'crash-reporter.mjs')].map((name) => `--reporter=${name}`);
  return runToolWithKeychain(toolPath('vitest'), ['run', ...reporters, `--outputFile.json=${unitReport}`], {
    ...compiledSources(),
    QUARTERMASTER_CRASH_REPORT: crashReport,
  });
}

/**
 * Says the last words of each test process that ended in the middle of a file, too.
 * @param {unknown} report
 */
async function countUnitTests(report) {
  const text = await readFile(crashReport, 'utf8').catch(() => '{}');
  /** @type {Record<string, import('./testing/crash-reporter.mjs').Crash>} */
  const crashes = JSON.parse(text);
  for (const [file, { reason, lastLines }] of Object.entries(crashes)) {
    say(`\n${file}: ${reason}${lastLines.length === 0 ? '' : `. Last it wrote:\n  ${lastLines.join('\n  ')}`}`);
  }
  return countVitest(report, crashes);
}

/** One thread for each: they run side by side, and what several threads of a checker find out is found out several times. */
const oneThread = { GOMAXPROCS: '1' };

const stages = [
  [
    check('Types', async () => {
      const tsc = toolPath('typescript', 'tsc');
      const projects = ['tsconfig.json', 'renderer/tsconfig.json', 'e2e/tsconfig.json'];
      const results = await Promise.all(projects.map((project) => runTool(tsc, ['-p', project, '--checkers', '1'], oneThread)));
      return results.every((code) => code === 0);
    }),
    check('Lint', async () => (await runTool(toolPath('oxlint'), ['--type-aware', '--deny-warnings'], oneThread)) === 0),
    check('Format', async () => (await runTool(toolPath('oxfmt'), ['--check'])) === 0),
  ],
  [suite('Unit tests', unitReport, countUnitTests, runUnitTests)],
  [
    check('Build', async () => {
      await runtime;
      await buildIfStale({ onLine: say });
      return true;
    }),
  ],
  [suite('End-to-end tests', endToEndReport, countPlaywright, () => runEndToEnd([], { QUARTERMASTER_E2E_REPORT: endToEndReport }))],
];

/**
 * Runs a stage; one that throws has failed, and says why.
 * @param {{ name: string, run: () => Promise<Count> }} stage
 * @returns {Promise<Count>}
 */
async function runStage(stage) {
  const startedAt = performance.now();
  try {
    const count = await stage.run();
    say(`   ${stage.name}: ${lastLine(count)} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    return count;
  } catch (error) {
    say(`   ${stage.name} could not run. ${error instanceof Error ? error.message : String(error)}`);
    return { ...nothing(), failed: [`${stage.name}: could not run`] };
  }
}

keepTemporaryFilesInMemory();
// What has to be compiled for the runtime takes a minute of one core, and nothing before the build needs it.
const runtime = resolveRuntime({ onLine: say });
// Whoever waits for it says what went wrong.
runtime.catch(() => undefined);
await mkdir(reportsDir, { recursive: true });
/** @type {Count[]} */
const counts = [];
for (const together of stages) {
  say(`\n== ${together.map(({ name }) => name).join(', ')}`);
  counts.push(...(await Promise.all(together.map(runStage))));
}
const total = addUp(counts);
say('');
for (const name of total.skipped) say(`skipped: ${name}`);
for (const test of total.retried) say(retriedWords(test));
for (const name of total.failed) say(`failed: ${name}`);
say(lastLine(total));
process.exitCode = total.failed.length === 0 ? 0 : 1;
