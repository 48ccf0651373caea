// Runs a program in view of the person who started us, and cleans up whatever ends it.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ownNode, projectDir } from '../project-paths.mjs';

/** The environment with our Node and our tools first on the PATH. */
export function toolEnvironment() {
  const path = [dirname(ownNode()), join(projectDir, 'node_modules', '.bin'), process.env['PATH'] ?? ''];
  return { ...process.env, PATH: path.join(delimiter) };
}

/**
 * Runs a program with our output and no input, to its end.
 * @param {readonly [string, ...string[]]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 */
export function runInView([program, ...args], env) {
  const child = spawn(program, args, { cwd: projectDir, stdio: ['ignore', 'inherit', 'inherit'], env });
  // A terminal sends Ctrl-C to the child as well; we only stay until it is gone. Other signals reach us alone.
  const stay = () => {};
  const passOn = () => void child.kill('SIGTERM');
  process.on('SIGINT', stay);
  process.on('SIGTERM', passOn);
  return new Promise((/** @type {(code: number) => void} */ done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => done(exitCodeOf(code, signal)));
  }).finally(() => {
    process.off('SIGINT', stay);
    process.off('SIGTERM', passOn);
  });
}

/**
 * What a shell would report for a program that ended.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
