import type { Command } from 'commander';
import { programFrame, type ProgramOptions } from './program-frame.ts';
import type { Run } from './terminal.ts';

type AddVerbs = (program: Command, run: Run) => void;

/** Nouns whose verbs stand in one file: what programs call again and again. A command of theirs starts without the verbs of all others. */
export const nouns: Readonly<Record<string, () => Promise<AddVerbs>>> = {
  flow: async () => (await import('./flow-verbs.ts')).addFlowVerbs,
  exchange: async () => (await import('./exchange-verbs.ts')).addExchangeVerbs,
  today: async () => (await import('./today-verb.ts')).addTodayVerb,
};

/** The command line as far as these words need it: that of their noun, else the whole. */
export async function programFor(argv: readonly string[], options: ProgramOptions): Promise<Command> {
  const noun = nounOf(argv);
  const add = noun !== null && Object.hasOwn(nouns, noun) ? nouns[noun] : undefined;
  if (!add) return (await import('./program.ts')).buildProgram(options);
  const program = programFrame(options);
  (await add())(program, options.run);
  return program;
}

/** The first word that is no option, and no value of one; null where another option comes before it. */
function nounOf(argv: readonly string[]): string | null {
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--workspace') at += 1;
    else if (!word.startsWith('-')) return word;
    else if (word !== '--json' && !word.startsWith('--workspace=')) return null;
  }
  return null;
}
