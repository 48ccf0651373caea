import { Command } from 'commander';
import type { Run } from './terminal.ts';
import type { Look } from './text.ts';

export interface ProgramOptions {
  readonly version: string;
  readonly run: Run;
  /** Receives the text of --help and --version. */
  readonly onHelp: (text: string) => void;
  readonly look: Look;
}

/** The command line without its nouns. Errors are thrown (commander's `CommanderError`), never written, and nothing exits. */
export function programFrame({ version, onHelp, look }: Omit<ProgramOptions, 'run'>): Command {
  return new Command('quartermaster')
    .description('Keeps the third-party APIs that a team depends on under control.')
    .usage('[--workspace DIR] [--json] NOUN VERB …')
    .version(version, '--version', 'show the version')
    .option('--workspace <dir>', 'the workspace’s folder; else QUARTERMASTER_WORKSPACE, else the most recent one')
    .option('--json', 'write one JSON document on standard output and nothing else')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: onHelp, writeErr: () => undefined, getOutHelpWidth: () => look.width, getOutHasColors: () => false })
    .addHelpText('after', '\nExit codes: 0 done, 1 a check did not hold, 2 bad usage or input, 3 could not run.');
}
