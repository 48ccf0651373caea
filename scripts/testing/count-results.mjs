// Reads the reports of the test runners into one kind of count.
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Retried
 * @property {string} name
 * @property {string[]} firstError the first lines of what went wrong at the first attempt
 */

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {Retried[]} retried those of the passed that did so only at their second attempt
 * @property {string[]} failed names
 * @property {string[]} skipped names
 */

/** How much of an error is said of a test that passed in the end. */
const mostErrorLines = 4;

/** @returns {Count} */
export const nothing = () => ({ passed: 0, retried: [], failed: [], skipped: [] });

/**
 * Counts a vitest JSON report. A file that could not be loaded counts as one failure, and so does one whose process ended in the
 * middle: with the reason, and how many of its tests did not run.
 * @param {any} report parsed
 * @param {Record<string, import('./crash-reporter.mjs').Crash>} [crashes] by file
 * @returns {Count}
 */
export function countVitest(report, crashes = {}) {
  const count = nothing();
  for (const file of report.testResults) {
    const crash = crashes[file.name];
    if (crash !== undefined) {
      const done = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'passed' || test.status === 'failed');
      for (const test of done) put(count, test.status, `${shortName(file.name)}: ${test.fullName}`);
      count.failed.push(`${shortName(file.name)}: ${crashWords(crash, file.assertionResults.length - done.length)}`);
      continue;
    }
    for (const test of file.assertionResults) put(count, test.status, `${shortName(file.name)}: ${test.fullName}`);
    const hasFailure = file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed');
    if (file.status === 'failed' && !hasFailure) count.failed.push(`${shortName(file.name)}: could not run`);
  }
  return count;
}

/**
 * @param {import('./crash-reporter.mjs').Crash} crash
 * @param {number} notRun
 */
function crashWords({ reason, running }, notRun) {
  const during = running.length === 0 ? '' : `, in “${running.join('”, “')}”`;
  return `${reason}${during}; ${notRun} ${notRun === 1 ? 'test has' : 'tests have'} no result`;
}

/**
 * Counts a Playwright JSON report. An error outside of a test counts as one failure. A test that passed only when tried again
 * ("flaky") counts as passed, and is named with what went wrong at first.
 * @param {any} report parsed
 * @returns {Count}
 */
export function countPlaywright(report) {
  const count = nothing();
  const walk = (/** @type {any} */ suite, /** @type {string[]} */ path) => {
    const here = suite.title === suite.file || suite.title === '' ? path : [...path, suite.title];
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const status = { expected: 'passed', flaky: 'passed', skipped: 'skipped' }[/** @type {string} */ (test.status)] ?? 'failed';
        const name = `${spec.file}: ${[...here, spec.title].join(' ')}`;
        put(count, status, name);
        if (test.status === 'flaky') count.retried.push({ name, firstError: errorLines(test.results?.[0]) });
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, here);
  };
  for (const suite of report.suites) walk(suite, []);
  for (const error of report.errors ?? []) count.failed.push(`outside of a test: ${firstLine(error.message ?? 'error')}`);
  return count;
}

/**
 * Joins the count of a report with how its runner ended, so that a suite that did not run can never look like a success.
 * @param {string} suite name for people
 * @param {number} exitCode of the runner
 * @param {Count | null} count null when there is no report
 * @returns {Count}
 */
export function judgeSuite(suite, exitCode, count) {
  if (count === null) return { ...nothing(), failed: [`${suite}: could not run`] };
  if (count.passed + count.failed.length + count.skipped.length === 0) return { ...count, failed: [`${suite}: there were no tests`] };
  if (exitCode !== 0 && count.failed.length === 0) return { ...count, failed: [`${suite}: ended with exit code ${exitCode}`] };
  return count;
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
export function addUp(counts) {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    retried: counts.flatMap((count) => count.retried),
    failed: counts.flatMap((count) => count.failed),
    skipped: counts.flatMap((count) => count.skipped),
  };
}

/**
 * The one line that `npm test` ends with.
 * @param {Count} total
 */
export function lastLine({ passed, retried, failed, skipped }) {
  const again = retried.length === 0 ? '' : `, ${retried.length} of them only at the second attempt`;
  return `${passed} passed${again}, ${failed.length} failed${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`;
}

/**
 * What is said of a test that passed only at its second attempt.
 * @param {Retried} test
 */
export function retriedWords({ name, firstError }) {
  return [`only at the second attempt: ${name}`, ...firstError.map((line) => `  ${line}`)].join('\n');
}

/**
 * The first lines of what a test failed with.
 * @param {any} result of an attempt
 */
function errorLines(result) {
  const message = result?.errors?.[0]?.message ?? result?.error?.message ?? `ended as ${result?.status ?? 'nobody knows'}`;
  return stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, mostErrorLines);
}

/**
 * @param {Count} count
 * @param {string} status
 * @param {string} name
 */
function put(count, status, name) {
  if (status === 'passed') count.passed += 1;
  else if (status === 'failed') count.failed.push(name);
  else count.skipped.push(name);
}

/** @param {string} path */
function shortName(path) {
  return path.split(/[/\\]/u).slice(-3).join('/');
}

/** @param {string} text */
function firstLine(text) {
  return text.split('\n')[0] ?? '';
}
