import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from './program.ts';
import { nouns, programFor } from './program-for.ts';

const options = { version: '0', look: { width: 100, isColoured: false }, onHelp: () => undefined, run: async () => undefined };
const whole = buildProgram(options);

/** All that a person sees of a command and of those below it. */
const shown = (command: Command): unknown => [
  command.helpInformation(),
  command.options.map(({ flags }) => flags),
  command.commands.map(shown),
];
const named = (program: Command, name: string): Command | undefined => program.commands.find((one) => one.name() === name);

describe('the command line for some words', () => {
  it.each(Object.keys(nouns))('has of “%s” all that the whole one has, and no other noun', async (noun) => {
    const program = await programFor(['--json', '--workspace', '/tmp/flow', noun, 'list', '--help'], options);
    expect(program.commands.map((one) => one.name())).toEqual([noun]);
    const [ours, theirs] = [named(program, noun), named(whole, noun)];
    if (!ours || !theirs) throw new Error('the noun is missing');
    expect(shown(ours)).toEqual(shown(theirs));
    expect(program.options.map(({ flags }) => flags)).toEqual(whole.options.map(({ flags }) => flags));
  });

  it.each([[[]], [['--help']], [['--version', 'flow']], [['frobnicate']], [['--workspace', 'flow']], [['constructor']]])(
    'is the whole one for %j',
    async (argv) => {
      expect((await programFor(argv, options)).commands).toHaveLength(whole.commands.length);
    },
  );
});
