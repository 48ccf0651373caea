import { resolve } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';
import type { SecretStore } from '../core/keychain/secret-store.ts';
import { requireWorkspace } from '../core/workspace/workspace-file.ts';
import type { Connection, CoreClient } from '../core/terminal.ts';
import { appDataFolder } from './app-data-folder.ts';
import type { ExitCode } from './exit-codes.ts';
import { createWaitingLine } from './waiting-line.ts';
import { plain, type Line, type Look } from './text.ts';

/** What the terminal lends a command; the process's own streams, or a test's. */
export interface TerminalIo {
  readonly stdin: SecretSource;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Ends a running command early (Ctrl+C). */
  readonly signal?: AbortSignal;
}

export type SecretSource = NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };

/** What a verb ends with: one document for programs, lines for people. */
export interface Outcome {
  readonly json: unknown;
  show(look: Look): readonly Line[];
  /** 1 when the verb ran and what it checked does not hold; 0 when left out. */
  readonly exitCode?: ExitCode;
}

export interface GlobalOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** What verbs work with. Only here is decided which workspace is meant and how it is reached. */
export interface Terminal {
  readonly io: TerminalIo;
  readonly now: number;
  /** Whether a program reads along: standard output has one document and nothing else. */
  readonly isJson: boolean;
  /** A line on standard error. */
  say(words: string): void;
  /** A document on a line of standard error: what comes while a program waits for the outcome. */
  sayJson(value: unknown): void;
  /** Waits for work that is no single call of the core; a person is told while it lasts. */
  during<T>(work: Promise<T>): Promise<T>;
  /** The folder that is meant: --workspace, QUARTERMASTER_WORKSPACE, or the most recent one. */
  chooseFolder(): Promise<string>;
  /** Works on the workspace, through the app when that has it open. */
  inWorkspace<T>(work: (client: CoreClient, kind: Connection['kind']) => Promise<T>): Promise<T>;
  /** Works with a core of this process that has no workspace open yet. */
  withoutWorkspace<T>(work: (client: CoreClient) => Promise<T>): Promise<T>;
  /** What calls carry, so that Ctrl+C ends them. */
  readonly call: { readonly signal?: AbortSignal };
}

export type Run = (work: (terminal: Terminal) => Promise<Outcome>) => Promise<void>;

export function createTerminal(io: TerminalIo, options: GlobalOptions): Terminal {
  const waiting = io.stderr.isTTY === true ? createWaitingLine((text) => void io.stderr.write(text)) : null;
  const writeLine = (text: string): void => {
    waiting?.clear();
    io.stderr.write(`${text}\n`);
  };
  const say = (words: string): void => writeLine(plain(words));
  /** Told of while it takes long; ended by Ctrl+C it is no failure of ours. */
  const attended = async <T>(client: CoreClient, work: (client: CoreClient) => Promise<T>): Promise<T> => {
    try {
      return await work(waiting?.watched(client) ?? client);
    } catch (error) {
      if (io.signal?.aborted !== true || error instanceof Fault) throw error;
      throw new Fault('cancelled', {
        happened: 'Stopped.',
        remedy: 'What was on its way is in the history: quartermaster exchange list.',
      });
    } finally {
      waiting?.end();
    }
  };
  const named = options.workspace ?? (io.env['QUARTERMASTER_WORKSPACE'] || null);

  const connectInProcess = async (): Promise<Connection> => {
    const [{ connectInProcess: connect }, { coreOptions }] = await loadCore();
    return connect(coreOptions(appDataFolder(io.env)));
  };
  const withoutWorkspace: Terminal['withoutWorkspace'] = async (work) => {
    const connection = await connectInProcess();
    try {
      return await attended(connection.client, work);
    } finally {
      await connection.close();
    }
  };
  const chooseFolder: Terminal['chooseFolder'] = async () => {
    if (named !== null) return resolve(io.cwd, named);
    const [latest] = (await withoutWorkspace((client) => client.workspace.recent({}))).filter(({ exists }) => exists);
    if (!latest) {
      throw new Fault('no_workspace', {
        happened: 'No workspace was named, and none was open lately.',
        remedy: 'Name one with --workspace DIR, or create one: quartermaster workspace create DIR --name NAME.',
      });
    }
    say(`Workspace: ${latest.name} (${latest.folder}), the most recent one.`);
    return latest.folder;
  };
  return {
    io,
    now: Date.now(),
    isJson: options.json === true,
    say,
    sayJson: (value) => writeLine(JSON.stringify(value)),
    during: (work) => waiting?.during(work) ?? work,
    chooseFolder,
    withoutWorkspace,
    inWorkspace: async (work) => {
      const folder = await chooseFolder();
      requireWorkspace(folder);
      const keychain = await askKeychain();
      const [{ connectTerminal }, { coreOptions }] = await loadCore();
      const connection = await connectTerminal(folder, { ...coreOptions(appDataFolder(io.env)), openKeychain: () => keychain.opened });
      try {
        return await attended(connection.client, (client) => work(client, connection.kind));
      } finally {
        await connection.close();
      }
    },
    call: io.signal ? { signal: io.signal } : {},
  };
}

/** Late, because loading the core takes most of a short command's time and --help needs none of it. */
const loadCore = () => Promise.all([import('../core/terminal.ts'), import('./core-options.ts')]);

/** Another program answers for it: it is asked before the core is read, and answers meanwhile. */
async function askKeychain(): Promise<{ readonly opened: Promise<SecretStore> }> {
  const { openKeychain } = await import('../core/keychain/keychain.ts');
  const opened = openKeychain();
  // What it is asked through is read first.
  await new Promise((resolve) => setImmediate(resolve));
  return { opened };
}
