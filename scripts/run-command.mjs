// Starts other programs for the scripts: never with a terminal to ask questions on, always with a sign of life.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';

const tailLength = 8_000;

/** @typedef {(line: string) => void} OnLine */

/** @type {OnLine} */
export const sayOnStderr = (line) => void process.stderr.write(`${line}\n`);

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, limitMs?: number }} [options]
 *   `show` passes its output on to our standard error (never to standard output, which may carry JSON); otherwise it is kept.
 * @returns {Promise<{ status: number, output: string }>} status 127 when it could not be started; output holds the last 8,000 characters
 */
export function runCommand(command, args, { cwd, env, show = false, limitMs } = {}) {
  return new Promise((done) => {
    const child = spawn(command, [...args], {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', show ? 2 : 'pipe', show ? 2 : 'pipe'],
      ...(limitMs === undefined ? {} : { timeout: limitMs, killSignal: 'SIGKILL' }),
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-tailLength);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => done({ status: 127, output: error.message }));
    child.on('close', (code) => done({ status: code ?? 1, output }));
  });
}

/**
 * Does something that may take a while, and says so: at the start, every ten seconds, and at the end when it took over two.
 * @template T
 * @param {string} label what is being done, e.g. "Unpacking the runtime"
 * @param {() => Promise<T>} work
 * @param {OnLine} onLine
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, onLine) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  onLine(`${label} …`);
  const heartbeat = setInterval(() => onLine(`  ${label}: still at it after ${seconds()} s`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (seconds() > 2) onLine(`  ${label}: ${seconds()} s`);
  }
}

/**
 * The npm that started us, run by a Node that is sure to exist; else the npm on the PATH.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ command: string, args: string[], dir: string | null }} `dir` is npm's own folder when it is known
 */
export function npmCommand(env = process.env) {
  const startedBy = env['npm_execpath'];
  if (startedBy?.endsWith('npm-cli.js') && existsSync(startedBy)) {
    return { command: process.execPath, args: [startedBy], dir: dirname(dirname(startedBy)) };
  }
  const besideNode = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm');
  const dir = existsSync(besideNode) ? besideNode : null;
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [], dir };
}
