import { homedir } from 'node:os';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';
import type { Holder, LiveEvent } from '../../shared/contract/workspace.ts';
import { startEngine, type Engine } from './engine.ts';
import type { Clock } from './db/commands.ts';
import { openKeychain } from './keychain/keychain.ts';
import type { SecretStore } from './keychain/secret-store.ts';
import type { AskSystemProxy } from './http/system-proxy.ts';
import { asStorageFault } from './db/sqlite-faults.ts';
import type { Log } from './log.ts';
import { serveLocally, type LocalServer } from './workspace/local-server.ts';
import { createWorkspaceFile } from './workspace/create-workspace.ts';
import { closeWorkspaceFile, openWorkspaceFile, withBackups, type WorkspaceFile } from './workspace/open-workspace.ts';
import { RecentWorkspaces } from './workspace/recent.ts';
import { removeUnfinished } from './workspace/unfinished.ts';
import { checkBackup, restoreBackup } from './workspace/restore.ts';

export interface CoreOptions {
  readonly program: Holder['program'];
  /** Where the app keeps what belongs to no workspace: the list of recent ones, and the log while none is open. */
  readonly appDataFolder: string;
  readonly workerFile: URL;
  /** Folder (with a trailing slash) of the contracts that the sample imports. */
  readonly contractsFolder: URL;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks the operating system for proxies; without it the environment is read. */
  readonly systemProxy?: AskSystemProxy;
  readonly openKeychain?: () => Promise<SecretStore>;
}

/** The engine's host: at most one workspace is open in it. */
export class Core {
  readonly options: CoreOptions;
  readonly recent: RecentWorkspaces;
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  #engine: Engine | null = null;
  #server: LocalServer | null = null;
  #keychain: Promise<SecretStore> | null = null;
  /** Opening, closing and restoring happen one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: CoreOptions) {
    this.options = options;
    this.recent = new RecentWorkspaces(options.appDataFolder);
  }

  get engine(): Engine | null {
    return this.#engine;
  }

  /** The open workspace's engine, or a `no_workspace` fault. */
  requireEngine(): Engine {
    if (this.#engine) return this.#engine;
    throw new Fault('no_workspace', { happened: 'No workspace is open.', remedy: 'Create one, open one, or explore the sample.' });
  }

  /** One keychain for the life of the process: what is kept in memory must survive closing a workspace. */
  keychain(): Promise<SecretStore> {
    this.#keychain ??= (this.options.openKeychain ?? openKeychain)();
    return this.#keychain;
  }

  open(folder: string): Promise<Engine> {
    return this.#inTurn(async () => {
      const path = resolve(folder);
      if (this.#engine && this.#isOpen(path)) return this.#engine;
      // The other one first: when it cannot be opened, the open workspace stays.
      const file = await openWorkspaceFile(path, this.options);
      await this.#close();
      return this.#start(file);
    });
  }

  /** `foundingClock`: for a workspace that is made with a past; it then counts as the sample. */
  create(folder: string, name: string, foundingClock?: Clock): Promise<Engine> {
    return this.#inTurn(async () => {
      const clock = foundingClock ?? this.options.clock;
      const file = await createWorkspaceFile(resolve(folder), name, foundingClock !== undefined, { ...this.options, clock });
      await this.#close();
      return this.#start(file, foundingClock);
    });
  }

  /** Closes a workspace that could not be filled, takes away what was built of it, and opens the one that was open before. */
  discard(engine: Engine, before: string | null): Promise<void> {
    return this.#inTurn(async () => {
      const { folder } = engine.workspace;
      if (this.#engine === engine) await this.#close();
      removeUnfinished(folder);
      if (this.#engine === null && before !== null) await this.#start(await openWorkspaceFile(before, this.options));
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  /** Restores a backup and opens the result. */
  restore(folder: string, backup: string): Promise<Engine> {
    return this.#inTurn(async () => {
      const path = resolve(folder);
      // Before anything is closed: a wrong choice must not cost the open workspace.
      checkBackup(path, backup);
      if (this.#isOpen(path)) await this.#close();
      const now = this.options.clock.now();
      const { forgetUnderWay } = await import('./flows/after-restore.ts');
      restoreBackup(path, backup, this.options.program, now, (copy, takenAt) => forgetUnderWay(copy, takenAt, now));
      const file = await openWorkspaceFile(path, this.options);
      await this.#close();
      return this.#start(file);
    });
  }

  listen(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  announce(event: LiveEvent): void {
    this.#listeners.forEach((listener) => listener(event));
  }

  /** A free folder below the person's documents (or home) for a workspace of this name. */
  suggestFolder(name: string): string {
    const documents = join(homedir(), 'Documents');
    const base = existsSync(documents) && statSync(documents).isDirectory() ? documents : homedir();
    const plain = name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'Workspace';
    const candidates = [plain, ...Array.from({ length: 50 }, (_, index) => `${plain} ${index + 2}`)].map((part) =>
      join(base, 'Quartermaster', part),
    );
    return candidates.find((folder) => !existsSync(folder)) ?? join(base, 'Quartermaster', this.options.clock.newId());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #isOpen(folder: string): boolean {
    const open = this.#engine?.workspace.folder;
    return open !== undefined && (open === folder || (existsSync(folder) && realpathSync(open) === realpathSync(folder)));
  }

  /** Nothing is open, and the lock is free again, when the engine cannot start. */
  async #start(file: WorkspaceFile, foundingClock?: Clock): Promise<Engine> {
    try {
      this.#engine = await this.#engineOn(file, foundingClock);
    } catch (error) {
      closeWorkspaceFile(file, this.options.log);
      throw withBackups(asStorageFault(error, file.folder), file.folder);
    }
    const engine = this.#engine;
    await this.#serve(file);
    // One that is still to be filled is remembered when it is whole.
    if (!foundingClock) this.remember(engine);
    this.announce({ kind: 'opened', folder: file.folder });
    return engine;
  }

  async #engineOn(file: WorkspaceFile, foundingClock?: Clock): Promise<Engine> {
    const onChanged = (topics: readonly string[]): void => this.announce({ kind: 'changed', topics: [...topics] });
    return startEngine(file, {
      ...this.options,
      keychain: await this.keychain(),
      onChanged,
      announce: (event) => this.announce(event),
      ...(foundingClock ? { foundingClock } : {}),
    });
  }

  /** Without its socket a workspace works all the same; terminal commands are then told who holds it. */
  async #serve(file: WorkspaceFile): Promise<void> {
    if (!file.lock) return;
    try {
      this.#server = await serveLocally(this, file.folder);
      file.lock.announce(this.#server.address);
    } catch (error) {
      this.options.log.bug(error);
    }
  }

  /** A shortcut that cannot be written (full disk) is no reason not to open the workspace. */
  remember({ db, workspace }: Engine): void {
    try {
      const name = db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? '';
      this.recent.add(workspace.folder, name, this.options.clock.now());
    } catch (error) {
      this.options.log.bug(error);
    }
  }

  async #close(): Promise<void> {
    const engine = this.#engine;
    if (!engine) return;
    this.#engine = null;
    await this.#server?.close();
    this.#server = null;
    await engine.close();
    this.announce({ kind: 'closed' });
  }
}
