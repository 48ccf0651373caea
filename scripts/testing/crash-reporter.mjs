// A reporter for vitest that writes down why a test process ended in the middle of a file: the other reporters only say that its tests
// did not run. Where it writes is in QUARTERMASTER_CRASH_REPORT.
import { writeFileSync } from 'node:fs';

/**
 * @typedef {object} Crash
 * @property {string} reason such as "Worker exited unexpectedly with signal SIGSEGV …"
 * @property {string[]} running full names of the tests that had begun and not ended
 * @property {string[]} lastLines what was written to the console last
 */

const linesKept = 12;

export default class CrashReporter {
  /** @type {Map<string, Set<string>>} tests under way, by file */
  #running = new Map();
  /** @type {Map<string, string[]>} by file */
  #lines = new Map();

  /** @param {{ fullName: string, module: { moduleId: string } }} test */
  onTestCaseReady(test) {
    const { moduleId } = test.module;
    this.#running.set(moduleId, (this.#running.get(moduleId) ?? new Set()).add(test.fullName));
  }

  /** @param {{ fullName: string, module: { moduleId: string } }} test */
  onTestCaseResult(test) {
    this.#running.get(test.module.moduleId)?.delete(test.fullName);
  }

  /** @param {{ content: string, taskId?: string }} log */
  onUserConsoleLog(log) {
    // The id of a task begins with the id of its file, which only the end of the run tells.
    const file = (log.taskId ?? '').split('_')[0] ?? '';
    this.#lines.set(file, [...(this.#lines.get(file) ?? []), ...log.content.trimEnd().split('\n')].slice(-linesKept));
  }

  /**
   * @param {readonly { id: string, moduleId: string }[]} modules
   * @param {readonly { message?: string, cause?: unknown }[]} errors outside of any test
   */
  onTestRunEnd(modules, errors) {
    const target = process.env['QUARTERMASTER_CRASH_REPORT'];
    if (target === undefined) return;
    /** @type {Record<string, Crash>} */
    const crashes = {};
    for (const reason of errors.map(deepestMessage)) {
      const module = modules.find(({ moduleId }) => reason.includes(moduleId));
      if (module === undefined) continue;
      const { moduleId, id } = module;
      crashes[moduleId] = {
        reason: reason
          .replace(/ during \w+ state/, '')
          .replace(`while running test file ${moduleId}`, '')
          .trim(),
        running: [...(this.#running.get(moduleId) ?? [])],
        lastLines: this.#lines.get(id.split('_')[0] ?? '') ?? [],
      };
    }
    writeFileSync(target, JSON.stringify(crashes));
  }
}

/**
 * The pool wraps the reason in an error of its own.
 * @param {{ message?: string, cause?: unknown }} error
 * @returns {string}
 */
function deepestMessage(error) {
  const { cause } = error;
  return typeof cause === 'object' && cause !== null ? deepestMessage(cause) : (error.message ?? 'an error without words');
}
