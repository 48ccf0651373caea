import './plain-parsing.ts';
import { readFileSync } from 'node:fs';
import { CommanderError, type Command } from 'commander';
import { isFault, type FaultData } from '../../shared/contract/errors.ts';
import { exitCodeOf } from './exit-codes.ts';
import { programFor } from './program-for.ts';
import { refuseSecretOptions } from './secret-arguments.ts';
import { createTerminal, type GlobalOptions, type Outcome, type TerminalIo } from './terminal.ts';
import { lookOf, render, type Line } from './text.ts';
import { usageFault } from './usage-fault.ts';

/**
 * Runs one terminal command: `argv` without the program's own name. Resolves to the exit code: 0 done, 1 a check did
 * not hold, 2 bad usage or input, 3 could not run. Never rejects, and never ends the process.
 */
export async function runTerminal(argv: readonly string[], io: TerminalIo): Promise<number> {
  const isJson = isJsonAsked(argv);
  try {
    refuseSecretOptions(argv);
    const outcome = await runCommand(argv, io);
    await write(io.stdout, isJson ? document(outcome.json) : render(outcome.show(lookOf(io.stdout, io.env)), lookOf(io.stdout, io.env)));
    return outcome.exitCode ?? 0;
  } catch (error) {
    const fault = asFaultData(error);
    if (isJson) await write(io.stdout, document({ error: fault }));
    await write(io.stderr, render(faultLines(fault), lookOf(io.stderr, io.env)));
    return exitCodeOf(error);
  }
}

/** Also right when the rest of the command line cannot be understood. */
function isJsonAsked(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? argv.length : end).includes('--json');
}

async function runCommand(argv: readonly string[], io: TerminalIo): Promise<Outcome> {
  let outcome: Outcome | null = null;
  let help = '';
  const program = await programFor(argv, {
    version: ownVersion(),
    look: lookOf(io.stdout, io.env),
    onHelp: (text) => {
      help += text;
    },
    run: async (work) => {
      outcome = await work(createTerminal(io, program.opts<GlobalOptions>()));
    },
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageFault(error, nameOf(program, argv));
    return { json: error.code === 'commander.version' ? { version: help.trim() } : { help }, show: () => help.trimEnd().split('\n') };
  }
  if (outcome === null) throw new Error('the command ended without an outcome');
  return outcome;
}

/** The longest beginning of the command line that names a command: "quartermaster credential add". */
function nameOf(program: Command, argv: readonly string[]): string {
  const names = [program.name()];
  let command: Command | undefined = program;
  for (const word of argv) {
    const next: Command | undefined = command?.commands.find((each) => each.name() === word);
    if (!next) continue;
    names.push(word);
    command = next;
  }
  return names.join(' ');
}

/** package.json is as far from the sources as from the bundle. */
const ownVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

const document = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function asFaultData(error: unknown): FaultData {
  if (isFault(error)) return error.data;
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: 'bug',
    happened: `Something went wrong in Quartermaster itself: ${what}`,
    remedy: 'Try again. If it stays, report it with these words.',
  };
}

/** Whether a text has these words, whole: what it says already is not said again. */
const says = (text: string, words: string): boolean =>
  text
    .split(words)
    .slice(1)
    .some((after) => !/^\w/.test(after));

function faultLines({ happened, remedy, place, details, logId }: FaultData): Line[] {
  const where = [
    place?.file,
    place?.line === undefined ? undefined : `line ${place.line}`,
    place?.column === undefined ? undefined : `column ${place.column}`,
    place?.path,
  ].filter((part) => part !== undefined && !says(happened, part));
  const candidates = Array.isArray(details?.['candidates']) ? details['candidates'].map((candidate): Line => `  ${String(candidate)}`) : [];
  return [
    { text: happened, tone: 'broken' },
    ...(where.length > 0 ? [`At ${where.join(', ')}.`] : []),
    ...(candidates.length > 0 ? [candidates.length === 1 ? 'Perhaps:' : 'One of:', ...candidates] : []),
    ...(remedy === '' ? [] : [remedy]),
    ...(logId === undefined || remedy.includes(logId) ? [] : [`Log id ${logId}.`]),
  ];
}

const write = (stream: NodeJS.WritableStream, text: string): Promise<void> => new Promise((done) => void stream.write(text, () => done()));
