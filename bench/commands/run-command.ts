import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface CommandRun {
  /** From the start of the process to its end. */
  readonly ms: number;
  /** What it took of the memory at most, in bytes. */
  readonly peakBytes: number;
  readonly exitCode: number;
  /** The end of what it printed, for when it went wrong. */
  readonly output: string;
}

export interface CommandSpec {
  readonly name: string;
  /** A JavaScript file and its words. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where files of the run may lie; peers keep their compiled code there, as our terminal does. */
  readonly scratch: string;
  /** Told of the process while it runs. */
  readonly onStart?: (weigh: () => Promise<number>, child: ChildProcess) => void;
  /** Weighing after a collection needs the collector at hand. */
  readonly isWeighed?: boolean;
}

const preload = pathToFileURL(join(import.meta.dirname, 'tell-memory.mjs')).href;

/** Runs a command of Node in a process of its own, start to end, and says how long it took and what memory. */
export async function runMeasured({ name, words, cwd, env = {}, scratch, onStart, isWeighed = false }: CommandSpec): Promise<CommandRun> {
  const memoryFile = join(scratch, `${name}-memory.txt`);
  const begun = performance.now();
  const child = spawn(process.execPath, [...(isWeighed ? ['--expose-gc'] : []), '--import', preload, ...words], {
    cwd,
    env: { ...process.env, NODE_COMPILE_CACHE: join(scratch, `${name}-code`), QUARTERMASTER_BENCH_MEMORY: memoryFile, ...env },
    stdio: ['ignore', 'pipe', 'pipe', isWeighed ? 'ipc' : 'ignore'],
  });
  let output = '';
  const keep = (piece: Buffer): void => {
    output = (output + piece.toString()).slice(-4_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  onStart?.(() => weigh(child), child);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  const ms = performance.now() - begun;
  return { ms, exitCode, output, peakBytes: Number(readFileSync(memoryFile, 'utf8')) };
}

/** The memory of the process after a collection, in bytes. */
function weigh(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (said) => resolve((said as { rss: number }).rss));
    child.send('weigh', (error) => error && reject(error));
  });
}
