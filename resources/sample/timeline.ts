import { appendEntry, type Operation, type Row } from '../../electron/core/db/change-log.ts';
import { entities, type EntityName } from '../../electron/core/db/entities.ts';
import type { SqlValue, Writer } from '../../electron/core/db/sqlite.ts';
import type { Member, Team } from './people.ts';

/** What a person of the sample does to records; each change is an entry of the activity, as in the app. */
export interface SampleChanges {
  insert(entity: EntityName, row: Row & { id: string }, summary: string): void;
  update(entity: EntityName, id: string, patch: Row, summary: string): void;
  /** Rows of other tables, written by `write`, under one entry with their counts. */
  bulk(entity: string, id: string, summary: string, counts: Row, write: () => void): void;
  note(entity: string, id: string, summary: string): void;
}

interface Step {
  readonly at: number;
  readonly run: () => void;
}

export interface TimelineOptions {
  readonly db: Writer;
  readonly newId: (at: number) => string;
  readonly team: Team;
}

/** Everything that happened in the sample, planned in any order and played in the order of time. */
export class Timeline {
  readonly #options: TimelineOptions;
  readonly #steps: Step[] = [];

  constructor(options: TimelineOptions) {
    this.#options = options;
  }

  /** One command of a person. */
  plan(at: number, who: Member, work: (changes: SampleChanges) => void): void {
    this.#steps.push({ at, run: () => work(this.#changes(at, who)) });
  }

  /** Something that nobody did: an exchange and what follows from it. */
  planEvidence(at: number, run: () => void): void {
    this.#steps.push({ at, run });
  }

  /** Plays every step; those of the same moment in the order in which they were planned. */
  play(): void {
    for (const step of this.#steps.toSorted((a, b) => a.at - b.at)) step.run();
  }

  #changes(at: number, who: Member): SampleChanges {
    const { db, newId, team } = this.#options;
    const commandId = newId(at);
    const actor = { name: team[who].name, via: 'app' } as const;
    const log = (entity: string, entityId: string, operation: Operation, summary: string, before: Row | null, after: Row | null): void => {
      appendEntry(db, { commandId, at, actor, entity, entityId, operation, summary, before, after, undoes: null });
    };
    return {
      insert: (entity, row, summary) => {
        insertRow(db, entities[entity].table, row);
        log(entity, row.id, 'create', summary, null, readRow(db, entity, row.id));
      },
      update: (entity, id, patch, summary) => {
        const before = readRow(db, entity, id);
        const changed = Object.keys(patch).filter((column) => before[column] !== patch[column]);
        if (changed.length === 0) return;
        const sql = `UPDATE ${entities[entity].table} SET ${changed.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;
        db.run(sql, ...changed.map((column): SqlValue => patch[column] ?? null), id);
        log(entity, id, 'update', summary, pick(before, changed), pick(patch, changed));
      },
      bulk: (entity, id, summary, counts, write) => {
        write();
        log(entity, id, 'bulk', summary, null, counts);
      },
      note: (entity, id, summary) => log(entity, id, 'note', summary, null, null),
    };
  }
}

export function insertRow(db: Writer, table: string, row: Readonly<Record<string, SqlValue>>): void {
  const columns = Object.keys(row);
  db.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ...columns.map((column) => row[column] ?? null),
  );
}

/** A record as the change log keeps it. */
function readRow(db: Writer, name: EntityName, id: string): Row {
  const row = db.get<Row>(`SELECT * FROM ${entities[name].table} WHERE id = ?`, id);
  if (!row) throw new Error(`the sample changes a ${name} that is not there: ${id}`);
  const unlogged: readonly string[] = entities[name].unlogged;
  return Object.fromEntries(Object.entries(row).filter(([column, value]) => !unlogged.includes(column) && !Buffer.isBuffer(value)));
}

const pick = (row: Row, columns: readonly string[]): Row => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
