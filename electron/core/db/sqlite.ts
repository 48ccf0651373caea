import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export type SqlValue = string | number | bigint | Buffer | null;

/** What a query may use: reading only, by type. */
export interface Reader {
  /** The first row, or undefined. */
  get<T>(sql: string, ...values: SqlValue[]): T | undefined;
  all<T>(sql: string, ...values: SqlValue[]): T[];
}

/** A connection that may write. Only commands, evidence and jobs hold one. */
export interface Writer extends Reader {
  /** Rows changed. */
  run(sql: string, ...values: SqlValue[]): number;
}

/** Queries slower than this are worth a line in the log. */
const slowQueryMs = 40;

export interface SqliteOptions {
  readonly isReadOnly?: boolean;
  /** FULL keeps every commit over a power cut; NORMAL over a crash of the app only, and is several times quicker. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** How long to wait for another connection's lock; 5 s unless told. */
  readonly busyTimeoutMs?: number;
  /** WAL unless told: DELETE for files that are not workspaces. */
  readonly journal?: 'WAL' | 'DELETE';
  /**
   * Pages (4 kB) of the log that are gathered before they are written into the file; SQLite's own 1000 unless told. Who
   * commits hundreds of times a minute waits less often with more, and writes a page that changes again only once.
   */
  readonly checkpointPages?: number;
  /** Memory for pages in kB; SQLite's own 2,000 unless told. */
  readonly cacheKb?: number;
  readonly onSlowQuery?: (sql: string, ms: number) => void;
}

/**
 * The compiled SQLite for this runtime. The prebuilt one needs Node-API 10; an older runtime is given its own build
 * by the set-up, or finds it packed beside the app.
 */
function nativeBinding(): string | undefined {
  if (Number(process.versions.napi) >= 10) return undefined;
  const given = process.env['QUARTERMASTER_SQLITE_BINDING'];
  if (given) return given;
  const packed = join((process as { resourcesPath?: string }).resourcesPath ?? '', 'native', 'better_sqlite3.node');
  return existsSync(packed) ? packed : undefined;
}

/** One SQLite connection with a cache of prepared statements. */
export class Sqlite implements Writer {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #onSlowQuery: ((sql: string, ms: number) => void) | undefined;

  constructor(file: string, options: SqliteOptions = {}) {
    const binding = nativeBinding();
    this.#database = new Database(file, {
      readonly: options.isReadOnly ?? false,
      timeout: options.busyTimeoutMs ?? 5000,
      ...(binding ? { nativeBinding: binding } : {}),
    });
    this.#onSlowQuery = options.onSlowQuery;
    if (!options.isReadOnly) this.#database.pragma(`journal_mode = ${options.journal ?? 'WAL'}`);
    // By hand right after WAL: the default was seen to depend on the order of access.
    this.#database.pragma(`synchronous = ${options.synchronous ?? 'FULL'}`);
    this.#database.pragma('foreign_keys = ON');
    if (options.checkpointPages !== undefined) this.#database.pragma(`wal_autocheckpoint = ${options.checkpointPages}`);
    if (options.cacheKb !== undefined) this.#database.pragma(`cache_size = -${options.cacheKb}`);
    this.#database.pragma('trusted_schema = OFF');
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #timed<T>(sql: string, work: () => T): T {
    const start = performance.now();
    const result = work();
    const ms = performance.now() - start;
    if (ms > slowQueryMs) this.#onSlowQuery?.(sql, ms);
    return result;
  }

  get<T>(sql: string, ...values: SqlValue[]): T | undefined {
    return this.#timed(sql, () => this.#prepare(sql).get(...values) as T | undefined);
  }

  all<T>(sql: string, ...values: SqlValue[]): T[] {
    return this.#timed(sql, () => this.#prepare(sql).all(...values) as T[]);
  }

  run(sql: string, ...values: SqlValue[]): number {
    return this.#timed(sql, () => this.#prepare(sql).run(...values).changes);
  }

  /** Several statements at once; for migrations only. */
  script(sql: string): void {
    this.#database.exec(sql);
  }

  pragma<T>(name: string): T {
    return this.#database.pragma(name, { simple: true }) as T;
  }

  /** All or nothing, with the write lock taken at the start so that it never fails half way. Nests as a savepoint. */
  transaction<T>(work: () => T): T {
    // Kept statements: a transaction made anew for each call of a flow costs more than what it writes.
    if (this.#database.inTransaction) return this.#database.transaction(work).immediate();
    this.#prepare('BEGIN IMMEDIATE').run();
    try {
      const result = work();
      this.#prepare('COMMIT').run();
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors, such as a full disk.
      if (this.#database.inTransaction) this.#prepare('ROLLBACK').run();
      throw error;
    }
  }

  /** SQLite's online backup: right also while others write. */
  async backupTo(file: string): Promise<void> {
    await this.#database.backup(file);
  }

  get isOpen(): boolean {
    return this.#database.open;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}
