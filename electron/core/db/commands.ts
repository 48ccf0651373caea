import { Fault } from '../../../shared/contract/errors.ts';
import { asStorageFault } from './sqlite-faults.ts';
import { appendEntry, type Actor, type EntryRow, type Row } from './change-log.ts';
import { entities, isEntityName, type Entity, type EntityName } from './entities.ts';
import type { Reader, Sqlite, SqlValue, Writer } from './sqlite.ts';

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
  /** A UUIDv7. */
  readonly newId: () => string;
}

/** Changes records inside one command; every change becomes an entry of the change log. */
export interface Changes extends Reader {
  insert(entity: EntityName, row: Row & { id: string }, summary: string): void;
  /** Writes the columns that differ; nothing and no entry when none does. Returns whether anything changed. */
  update(entity: EntityName, id: string, patch: Row, summary: string): boolean;
  remove(entity: EntityName, id: string, summary: string): void;
  /** Rows written without an entry each, for the one bulk entry that names their count and digest. */
  bulk(entity: EntityName, id: string, summary: string, after: Row, write: (db: Writer) => void): void;
  /** Something that happened outside the tables, such as a secret that was replaced. */
  note(entity: EntityName, id: string, summary: string): void;
}

/** One command = one transaction = entries that share one command id. */
export class Commands {
  readonly #db: Sqlite;
  readonly #clock: Clock;
  readonly #onCommit: (topics: readonly string[]) => void;
  #redact = (text: string): string => text;
  /** Which tables name records of a table. The schema stays as it is while a workspace is open. */
  readonly #references = new Map<string, readonly { readonly child: string; readonly column: string }[]>();

  constructor(db: Sqlite, clock: Clock, onCommit: (topics: readonly string[]) => void) {
    this.#db = db;
    this.#clock = clock;
    this.#onCommit = onCommit;
  }

  /**
   * From now on what a person writes into a record must hold none of these secrets: it lies readable, in the log of changes for ever. What
   * the app itself writes, and the words of an entry, have a mark in their place.
   */
  redactWith(redact: (text: string) => string): void {
    this.#redact = redact;
  }

  /** Runs `work` in one transaction and announces the topics it touched after the commit. */
  run<T>(actor: Actor, work: (changes: Changes) => T, undoes: number | null = null): T {
    const touched = new Set<string>();
    const commandId = this.#clock.newId();
    const at = this.#clock.now();
    try {
      const result = this.#db.transaction(() => work(this.#changes({ commandId, at, actor, undoes }, touched)));
      if (touched.size > 0) this.#onCommit([...touched, 'activity']);
      return result;
    } catch (error) {
      throw asStorageFault(error, 'the workspace');
    }
  }

  /** Takes back the last command that changed this record, all of its entries, as a new command. */
  undoLast(actor: Actor, entityName: string, id: string): number {
    const last = this.#db.get<EntryRow>(
      'SELECT * FROM activity WHERE entity = ? AND entity_id = ? ORDER BY seq DESC LIMIT 1',
      entityName,
      id,
    );
    if (!last)
      throw new Fault('not_found', { happened: 'Nothing has changed on this record yet.', remedy: 'There is nothing to take back.' });
    return this.#undo(actor, last);
  }

  /**
   * Takes back one entry, with the others of its command. Later changes of other fields stay; a record that is no longer as the entry
   * left it is refused. Returns the seq of the newest entry.
   */
  undoEntry(actor: Actor, seq: number): number {
    const entry = this.#db.get<EntryRow>('SELECT * FROM activity WHERE seq = ?', seq);
    if (!entry) throw new Fault('not_found', { happened: `There is no change ${seq}.`, remedy: 'Look in Activity for its number.' });
    return this.#undo(actor, entry);
  }

  #undo(actor: Actor, last: EntryRow): number {
    const cannot = (happened: string, remedy: string): Fault => new Fault('conflict', { happened, remedy });
    const entries = this.#db.all<EntryRow>('SELECT * FROM activity WHERE command_id = ? ORDER BY seq DESC', last.command_id);
    if (last.via === 'evidence')
      throw cannot(
        `“${last.summary}” was seen in an answer; it is not anybody's change.`,
        'What was seen stays. Acknowledge it, or change the record by hand.',
      );
    if (entries.some(isFinal)) {
      throw cannot(`“${last.summary}” cannot be taken back.`, 'Change it by hand, or restore a backup made before it.');
    }
    try {
      this.run(actor, (changes) => entries.forEach((entry) => this.#revert(changes, entry)), last.seq);
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw error;
      throw cannot(
        `“${last.summary}” cannot be taken back: what it belongs to is gone, or its name is taken.`,
        'Change it by hand. Nothing was changed.',
      );
    }
    return this.#db.get<{ seq: number }>('SELECT max(seq) AS seq FROM activity')?.seq ?? 0;
  }

  #revert(changes: Changes, entry: EntryRow): void {
    const name = entry.entity;
    if (!isEntityName(name)) throw new Error(`unknown entity ${name}`);
    const before = entry.before === null ? null : (JSON.parse(entry.before) as Row & { id: string });
    const after = entry.after === null ? null : (JSON.parse(entry.after) as Row);
    if (!isAsLeft(this.#db, entry)) {
      throw new Fault('conflict', {
        happened: `The record has changed since “${entry.summary}”.`,
        remedy: 'Look at its history and change it by hand.',
      });
    }
    const summary = `Took back: ${entry.summary}`;
    if (before === null) {
      this.#refuseWithDependants(name, entry);
      changes.remove(name, entry.entity_id, summary);
    } else if (after === null) changes.insert(name, before, summary);
    else changes.update(name, entry.entity_id, before, summary);
  }

  /** Removing a record takes along what belongs to it; what was added to it since must not go without a word. */
  #refuseWithDependants(name: EntityName, entry: EntryRow): void {
    const { table } = entities[name];
    for (const { child, column } of this.#referencesTo(table)) {
      if (this.#db.get(`SELECT 1 FROM ${child} WHERE ${column} = ? LIMIT 1`, entry.entity_id) === undefined) continue;
      throw new Fault('conflict', {
        happened: `“${entry.summary}” cannot be taken back: other records (${child.replaceAll('_', ' ')}) belong to it by now.`,
        remedy: 'Remove those first, or remove the record by hand.',
      });
    }
  }

  #referencesTo(table: string): readonly { readonly child: string; readonly column: string }[] {
    const known = this.#references.get(table);
    if (known) return known;
    const found = this.#db.all<{ child: string; column: string }>(
      `SELECT t.name AS child, f."from" AS column FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f."table" = ?`,
      table,
    );
    this.#references.set(table, found);
    return found;
  }

  #changes(entry: { commandId: string; at: number; actor: Actor; undoes: number | null }, touched: Set<string>): Changes {
    const db = this.#db;
    const redact = this.#redact;
    const isMachine = entry.actor.isMachine === true || entry.actor.via === 'evidence';
    const clean = <R extends Row>(row: R): R => withoutSecrets(row, redact, isMachine);
    const log = (
      name: EntityName,
      entityId: string,
      operation: EntryRow['operation'],
      summary: string,
      before: Row | null,
      after: Row | null,
    ): void => {
      appendEntry(db, { ...entry, entity: name, entityId, operation, summary: redact(summary), before, after });
      entities[name].topics.forEach((topic) => touched.add(topic));
    };
    return {
      get: (sql, ...values) => db.get(sql, ...values),
      all: (sql, ...values) => db.all(sql, ...values),
      insert: (name, given, summary) => {
        const row = clean(given);
        const columns = Object.keys(row);
        const sql = `INSERT INTO ${entities[name].table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
        db.run(sql, ...columns.map((column): SqlValue => row[column] ?? null));
        log(name, row.id, 'create', summary, null, readLogged(db, entities[name], row.id));
      },
      update: (name, id, given, summary) => {
        const before = readLogged(db, entities[name], id);
        if (!before)
          throw new Fault('not_found', {
            happened: `There is no such ${name} any more.`,
            remedy: 'Reload the page; somebody may have removed it.',
          });
        const changed = Object.keys(given).filter((column) => before[column] !== given[column]);
        if (changed.length === 0) return false;
        const patch = clean(pick(given, changed));
        const sql = `UPDATE ${entities[name].table} SET ${changed.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;
        db.run(sql, ...changed.map((column): SqlValue => patch[column] ?? null), id);
        log(name, id, 'update', summary, pick(before, changed), pick(patch, changed));
        return true;
      },
      remove: (name, id, summary) => {
        const before = readWhole(db, entities[name], id);
        if (!before) return;
        db.run(`DELETE FROM ${entities[name].table} WHERE id = ?`, id);
        log(name, id, 'delete', summary, before, null);
      },
      bulk: (name, id, summary, after, write) => {
        write(db);
        log(name, id, 'bulk', summary, null, clean(after));
      },
      note: (name, id, summary) => log(name, id, 'note', summary, null, null),
    };
  }
}

/** What a person did not type: ids, and words of ours. */
const ownColumn = /(?:^|_)(?:id|ids|at|by|kind|state|role|status|sha256|hash|method|login)$/;

/** The row, when no secret is in it; with marks in their place for the app's own writing. Throws for a person's. */
function withoutSecrets<R extends Row>(row: R, redact: (text: string) => string, isMachine: boolean): R {
  const found = Object.entries(row).filter(
    ([column, value]) => typeof value === 'string' && !ownColumn.test(column) && redact(value) !== value,
  );
  const [first] = found;
  if (!first) return row;
  if (isMachine) return { ...row, ...Object.fromEntries(found.map(([column, value]) => [column, redact(String(value))])) };
  const path = first[0].replaceAll(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
  throw new Fault('bad_input', {
    happened: `“${path}” holds the secret of one of your credentials.`,
    remedy: 'Write which credential it is instead: its secret stays in the keychain. Nothing was saved.',
    place: { path },
  });
}

const pick = (row: Row, columns: readonly string[]): Row => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));

/** Every column but bytes: what is needed to put the row back. */
function readWhole(db: Reader, entity: Entity, id: string): Row | null {
  const row = db.get<Row>(`SELECT * FROM ${entity.table} WHERE id = ?`, id);
  return row ? Object.fromEntries(Object.entries(row).filter(([, value]) => !Buffer.isBuffer(value))) : null;
}

/** The columns that only persons change. */
function readLogged(db: Reader, entity: Entity, id: string): Row | null {
  const row = readWhole(db, entity, id);
  return row ? Object.fromEntries(Object.entries(row).filter(([column]) => !entity.unlogged.includes(column))) : null;
}

/** Whether the record still is as the entry left it, in the columns that the entry wrote. */
function isAsLeft(db: Reader, entry: Pick<EntryRow, 'entity' | 'entity_id' | 'after'>): boolean {
  if (!isEntityName(entry.entity)) return false;
  const after = entry.after === null ? null : (JSON.parse(entry.after) as Row);
  const current = readLogged(db, entities[entry.entity], entry.entity_id);
  if (after === null) return current === null;
  return current !== null && Object.entries(after).every(([column, value]) => current[column] === value);
}

/** Whether an entry can be offered to be taken back: a person's command of which every record still is as it was left. */
export function canUndo(db: Reader, entry: Pick<EntryRow, 'command_id' | 'via' | 'operation'>): boolean {
  if (entry.via === 'evidence' || isFinal(entry)) return false;
  return db
    .all<EntryRow>('SELECT * FROM activity WHERE command_id = ?', entry.command_id)
    .every((one) => !isFinal(one) && isAsLeft(db, one));
}

/** An import or a happening outside the tables: nothing says what was there before. */
const isFinal = ({ operation }: Pick<EntryRow, 'operation'>): boolean => operation === 'bulk' || operation === 'note';
