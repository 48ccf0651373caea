// The terminal command, as a process of its own, on the folders of a test's app.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder, type RunningApp } from './app.ts';
import { scratchFolder } from './scratch-folder.ts';

export interface TerminalResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON document of `--json`. */
  json<T>(): T;
}

/** Runs `quartermaster …` to its end; `input` goes to standard input, `env` is added to the environment. */
export function runTerminal(
  app: RunningApp,
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Promise<TerminalResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectFolder, 'out', 'main', 'quartermaster.js'), ...args], {
      // A command keeps what was compiled in the app's own folder, and every test has one of its own: here all of them share one.
      env: { ...app.environment(), NODE_COMPILE_CACHE: join(scratchFolder(), 'compiled-code'), ...env },
      cwd: app.folders.root,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (bytes: Buffer) => void (stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => void (stderr += bytes.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr, json: <T>() => JSON.parse(stdout) as T }));
    child.stdin.end(input);
  });
}
