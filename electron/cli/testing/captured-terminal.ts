import { PassThrough, Readable } from 'node:stream';
import { runTerminal } from '../run-terminal.ts';

export interface Captured {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs commands with streams of their own, so that a test sees everything that they write. */
export function capturedTerminal(env: Readonly<Record<string, string>>, cwd: string) {
  return async (argv: readonly string[], input = ''): Promise<Captured> => {
    const out = collect();
    const err = collect();
    const exitCode = await runTerminal(argv, {
      stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
      stdout: out.stream,
      stderr: err.stream,
      env,
      cwd,
    });
    return { exitCode, out: out.text(), err: err.text() };
  };
}

function collect(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
