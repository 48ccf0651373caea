import { homedir } from 'node:os';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';
import type { Holder, LiveEvent } from '../../shared/contract/workspace.ts';
import { startEngine, type Engine } from './engine.ts';
import type { Clock } from './db/commands.ts';
import { openKeychain } from './keychain/keychain.ts';
import type { SecretStore } from './keychain/secret-store.ts';
import type { Log } from './log.ts';
import { serveLocally, type LocalServer } from './workspace/local-server.ts';
import { createWorkspaceFile, openWorkspaceFile, type WorkspaceFile } from './workspace/open-workspace.ts';
import { RecentWorkspaces } from './workspace/recent.ts';
import { restoreBackup } from './workspace/restore.ts';

export interface CoreOptions {
  readonly program: Holder['program'];
  /** Where the app keeps what belongs to no workspace: the list of recent ones, and the log while none is open. */
  readonly appDataFolder: string;
  readonly workerFile: URL;
  /** Folder (with a trailing slash) of the contracts that the sample imports. */
  readonly contractsFolder: URL;
  readonly clock: Clock;
  readonly log: Log;
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
      if (this.#engine?.workspace.folder === path) return this.#engine;
      await this.#close();
      return this.#start(await openWorkspaceFile(path, this.options));
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

  close(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  /** Restores a backup and opens the result. */
  restore(folder: string, backup: string): Promise<Engine> {
    return this.#inTurn(async () => {
      const path = resolve(folder);
      if (this.#engine?.workspace.folder === path) await this.#close();
      restoreBackup(path, backup, this.options.clock.now());
      await this.#close();
      return this.#start(await openWorkspaceFile(path, this.options));
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
    const candidates = [plain, ...Array.from({ length: 50 }, (_, index) => `${plain} ${index + 2}`)].map((part) => join(base, 'Quartermaster', part));
    return candidates.find((folder) => !existsSync(folder)) ?? join(base, 'Quartermaster', this.options.clock.newId());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #start(file: WorkspaceFile, foundingClock?: Clock): Promise<Engine> {
    const onChanged = (topics: readonly string[]): void => this.announce({ kind: 'changed', topics: [...topics] });
    const engine = await startEngine(file, {
      ...this.options,
      keychain: await this.keychain(),
      onChanged,
      ...(foundingClock ? { foundingClock } : {}),
    });
    this.#engine = engine;
    if (file.lock) {
      this.#server = await serveLocally(this, file.folder);
      file.lock.announce(this.#server.address);
    }
    const name = engine.db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? '';
    this.recent.add(file.folder, name, this.options.clock.now());
    this.announce({ kind: 'opened', folder: file.folder });
    return engine;
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
