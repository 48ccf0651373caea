import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from './program.ts';
import { capturedTerminal } from './testing/captured-terminal.ts';

const run = capturedTerminal({ QUARTERMASTER_APP_DATA: join(tmpdir(), 'quartermaster-no-such-folder') }, tmpdir());

const verbsOf = (command: Command, names: readonly string[] = []): string[][] =>
  command.commands.length === 0 ? [[...names]] : command.commands.flatMap((each) => verbsOf(each, [...names, each.name()]));

const verbs = verbsOf(
  buildProgram({ version: '0', look: { width: 100, isColoured: false }, onHelp: () => undefined, run: async () => undefined }),
);

describe('help', () => {
  it.each(verbs.map((words) => [words.join(' '), words] as const))(
    'of “%s” has an example of itself and ends with 0',
    async (name, words) => {
      const { exitCode, out, err } = await run([...words, '--help']);
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      expect(out).toContain(`  $ quartermaster ${name}`);
      expect(out).toContain('--workspace <dir>');
    },
  );

  it('is one JSON document with --json', async () => {
    const { out } = await run(['--json', '--help']);
    expect((JSON.parse(out) as { help: string }).help).toContain('Exit codes');
  });

  it('says the version', async () => {
    const { exitCode, out } = await run(['--version', '--json']);
    expect(exitCode).toBe(0);
    expect((JSON.parse(out) as { version: string }).version).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('a misuse', () => {
  it.each([
    ['no verb', []],
    ['a noun alone', ['inventory']],
    ['an unknown noun', ['frobnicate']],
    ['an unknown verb', ['inventory', 'frobnicate']],
    ['an unknown option', ['inventory', 'list', '--frobnicate']],
    ['a missing argument', ['inventory', 'import']],
    ['a missing option', ['workspace', 'create', 'x']],
    ['a number that is none', ['exchange', 'list', '--limit', 'many']],
    ['an unknown choice', ['inventory', 'environment', '--api', 'A', '--name', 'b', '--kind', 'fast']],
    ['options that exclude each other', ['credential', 'add', '--name', 'x', '--kind', 'api_key', '--header', 'A', '--query', 'b']],
    ['a parameter without a value', ['request', 'send', '--param', 'id', 'GET', '/']],
    ['a date that is none', ['exchange', 'list', '--since', 'yesterday']],
    ['no workspace at all', ['inventory', 'list']],
  ])('ends with 2 and an error that is JSON too: %s', async (_what, argv) => {
    const plain = await run(argv);
    expect(plain.exitCode).toBe(2);
    expect(plain.out).toBe('');
    expect(plain.err.length).toBeGreaterThan(10);
    const json = await run([...argv, '--json']);
    expect(json.exitCode).toBe(2);
    const { error } = JSON.parse(json.out) as { error: { code: string; happened: string; remedy: string } };
    expect(['bad_input', 'no_workspace']).toContain(error.code);
    expect(error.remedy).not.toBe('');
  });

  it.each([
    [['credential', 'add', '--name', 'x', '--kind', 'bearer', 'hunter2']],
    [['credential', 'add', '--name', 'x', '--kind', 'bearer', '--sekret=hunter2']],
    [['credential', 'add', '--name', 'x', '--kind', 'hunter2']],
    [['credential', 'add', '--secret', 'hunter2']],
    [['request', 'send', 'GET', '/', '--param', 'hunter2']],
    [['exchange', 'list', '--limit', 'hunter2']],
  ])('never repeats what may be a secret: %j', async (argv) => {
    const { exitCode, out, err } = await run([...argv, '--json']);
    expect(exitCode).toBe(2);
    expect(out + err).not.toContain('hunter2');
  });
});
