import { StringDecoder } from 'node:string_decoder';
import { Fault } from '../../shared/contract/errors.ts';
import type { SecretSource, TerminalIo } from './terminal.ts';

/** A secret has at most 16,384 characters, each at most four bytes; more is surely something else. */
const mostBytes = 4 * 16_384 + 2;

/** Reads a secret: without echo after a prompt at a terminal, otherwise all of standard input. One line break at its end is cut off, nothing else. */
export async function readSecret({ stdin, stderr }: Pick<TerminalIo, 'stdin' | 'stderr'>, prompt: string): Promise<string> {
  const secret = stdin.isTTY ? await readUnseen(stdin, stderr, prompt) : stripLineBreak(await readText(stdin, mostBytes, 'a secret'));
  if (secret === '') {
    throw new Fault('bad_input', {
      happened: 'No secret came on standard input.',
      remedy: 'Pipe it in, or run the command at a terminal and type it. Nothing was stored.',
    });
  }
  return secret;
}

/** Exactly one line break, as `echo` and editors add it. Spaces stay: they may belong to the secret. */
export const stripLineBreak = (text: string): string => text.replace(/\r?\n$/, '');

/** All of standard input as UTF-8. Faults: too large, or not UTF-8. */
export async function readText(stdin: AsyncIterable<unknown>, limitBytes: number, what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > limitBytes)
      throw new Fault('bad_input', {
        happened: `Standard input holds more than ${what} can have.`,
        remedy: 'Check what was piped in. Nothing was stored.',
      });
    chunks.push(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    // The decoder's own words would quote nothing useful, and must not quote the secret.
    throw new Fault('bad_input', {
      happened: 'Standard input is not UTF-8 text.',
      remedy: 'Convert it to UTF-8 and try again. Nothing was stored.',
    });
  }
}

/** Raw mode is how a terminal is kept from echoing; keys then come one by one and are ours to interpret. */
function readUnseen(stdin: SecretSource, stderr: NodeJS.WritableStream, prompt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const decoder = new StringDecoder('utf8');
    let typed: string[] = [];
    const end = (finish: () => void): void => {
      stdin.removeListener('data', listen);
      stdin.setRawMode?.(false);
      stdin.pause();
      stderr.write('\n');
      finish();
    };
    const listen = (chunk: Buffer | string): void => {
      for (const key of typeof chunk === 'string' ? chunk : decoder.write(chunk)) {
        switch (key) {
          case '\r':
          case '\n':
          case '\u0004': // Ctrl+D
            return end(() => resolve(typed.join('')));
          case '\u0003': // Ctrl+C
            return end(() =>
              reject(new Fault('cancelled', { happened: 'Entering the secret was cancelled.', remedy: 'Nothing was stored.' })),
            );
          case '\u007F':
          case '\b':
            typed.pop();
            break;
          case '\u0015': // Ctrl+U: begin again
            typed = [];
            break;
          default:
            typed.push(key);
        }
      }
    };
    stderr.write(`${prompt} (not shown): `);
    stdin.setRawMode?.(true);
    stdin.on('data', listen);
    stdin.resume();
  });
}
