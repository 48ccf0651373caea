import { PassThrough, Readable } from 'node:stream';
import { runTerminal } from '../run-terminal.ts';

export interface Captured {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface CaptureOptions {
  /** Standard error is a person's terminal. */
  readonly isTty?: boolean;
  /** Ctrl+C. */
  readonly signal?: AbortSignal;
}

/** Runs commands with streams of their own, so that a test sees everything that they write. */
export function capturedTerminal(env: Readonly<Record<string, string>>, cwd: string) {
  return async (argv: readonly string[], input = '', { isTty = false, signal }: CaptureOptions = {}): Promise<Captured> => {
    const out = collect();
    const err = collect();
    if (isTty) Object.assign(err.stream, { isTTY: true });
    const exitCode = await runTerminal(argv, {
      stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
      stdout: out.stream,
      stderr: err.stream,
      env,
      cwd,
      ...(signal ? { signal } : {}),
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
