import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readSecret } from './read-secret.ts';
import type { SecretSource } from './terminal.ts';

const piped = (...chunks: readonly (string | Uint8Array)[]): SecretSource => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
const quiet = (): PassThrough => new PassThrough();

describe('a piped secret', () => {
  it.each([
    ['s3cret\n', 's3cret'],
    ['s3cret\r\n', 's3cret'],
    ['s3cret', 's3cret'],
    ['s3cret\n\n', 's3cret\n'],
    [' s3 cret \n', ' s3 cret '],
  ])('loses exactly one line break at its end: %j', async (given, secret) => {
    expect(await readSecret({ stdin: piped(given), stderr: quiet() }, 'Secret')).toBe(secret);
  });

  it('is put together from its chunks, also inside a character', async () => {
    const bytes = Buffer.from('pässwörd\n');
    expect(await readSecret({ stdin: piped(bytes.subarray(0, 2), bytes.subarray(2)), stderr: quiet() }, 'Secret')).toBe('pässwörd');
  });

  it.each([
    ['nothing', ''],
    ['a line break alone', '\n'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00])],
    ['far too much', 'x'.repeat(70_000)],
  ])('is refused when it is %s, without being repeated', async (_what, given) => {
    const refused = readSecret({ stdin: piped(given), stderr: quiet() }, 'Secret');
    await expect(refused).rejects.toMatchObject({ code: 'bad_input' });
    await expect(refused).rejects.not.toThrow(/xxxx/);
  });
});

function terminal() {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (isRaw: boolean) => modes.push(isRaw) });
  const stderr = new PassThrough();
  return { stdin, stderr, modes, shown: () => String(stderr.read() ?? '') };
}

describe('a secret at a terminal', () => {
  it('is asked for on standard error and not shown', async () => {
    const { stdin, stderr, modes, shown } = terminal();
    const secret = readSecret({ stdin, stderr }, 'Secret of “Adyen”');
    stdin.write('hunteX\u007F');
    stdin.write('r2\r');
    expect(await secret).toBe('hunter2');
    expect(shown()).toBe('Secret of “Adyen” (not shown): \n');
    expect(modes).toEqual([true, false]);
  });

  it('can be cancelled with Ctrl+C, and the terminal echoes again', async () => {
    const { stdin, stderr, modes } = terminal();
    const secret = readSecret({ stdin, stderr }, 'Secret');
    stdin.write('hunt\u0003');
    await expect(secret).rejects.toMatchObject({ code: 'cancelled' });
    expect(modes).toEqual([true, false]);
  });

  it('begins again with Ctrl+U', async () => {
    const { stdin, stderr } = terminal();
    const secret = readSecret({ stdin, stderr }, 'Secret');
    stdin.write('wrong\u0015right\n');
    expect(await secret).toBe('right');
  });
});
