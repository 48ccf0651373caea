import { Fault } from '../../../shared/contract/errors.ts';
import type { ActivityEntry } from '../../../shared/contract/activity.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { verifyChain, type Actor, type EntryRow } from '../db/change-log.ts';
import { canUndo, type Commands } from '../db/commands.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';

const parse = (json: string | null): Record<string, unknown> | null =>
  json === null ? null : (JSON.parse(json) as Record<string, unknown>);

const asEntry = (db: Reader, row: EntryRow): ActivityEntry => ({
  seq: row.seq,
  at: row.at,
  actor: row.actor,
  via: row.via,
  entity: row.entity,
  entityId: row.entity_id,
  operation: row.operation,
  summary: row.summary,
  before: parse(row.before),
  after: parse(row.after),
  undoes: row.undoes,
  hash: row.hash,
  canUndo: canUndo(db, row),
});

export interface ActivityQuery {
  readonly entity?: string | undefined;
  readonly entityId?: string | undefined;
  readonly text?: string | undefined;
  readonly actor?: string | undefined;
  readonly fromAt?: number | undefined;
  readonly toAt?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Entries newest first, with how many there are in all for the query. */
export function listActivity(db: Reader, query: ActivityQuery): { entries: ActivityEntry[]; total: number } {
  const conditions: string[] = ['1 = 1'];
  const values: SqlValue[] = [];
  const where = (sql: string, value: SqlValue | undefined): void => {
    if (value === undefined || value === '') return;
    conditions.push(sql);
    values.push(value);
  };
  where('entity = ?', query.entity);
  where('entity_id = ?', query.entityId);
  where('actor = ?', query.actor);
  where('at >= ?', query.fromAt);
  where('at < ?', query.toAt);
  where(
    "(summary || ' ' || actor || ' ' || entity) LIKE '%' || ? || '%' ESCAPE '\\'",
    query.text?.replaceAll(/[\\%_]/g, (char) => `\\${char}`),
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM activity WHERE ${conditions.join(' AND ')}`, ...values)?.n ?? 0;
  where('seq < ?', query.before);
  const rows = db.all<EntryRow>(
    `SELECT * FROM activity WHERE ${conditions.join(' AND ')} ORDER BY seq DESC LIMIT ?`,
    ...values,
    query.limit,
  );
  return { entries: rows.map((row) => asEntry(db, row)), total };
}

export function verifyActivity(db: Reader): {
  isWhole: boolean;
  entries: number;
  brokenAt: number | null;
  words: string;
  lastHash: string;
} {
  const verdict = verifyChain(db);
  const words = verdict.isWhole
    ? `The chain is whole: ${grouped(verdict.entries)} entries, each sealed over the one before.`
    : `The chain is broken at entry ${verdict.brokenAt}: it was changed, removed or put in by something other than Quartermaster. The ${grouped(verdict.entries)} entries before it hold.`;
  return { ...verdict, words };
}

/** One entry by its number. */
export function showEntry(db: Reader, seq: number): ActivityEntry {
  const row = db.get<EntryRow>('SELECT * FROM activity WHERE seq = ?', seq);
  if (!row) throw new Fault('not_found', { happened: `There is no change ${seq}.`, remedy: 'Look in Activity for its number.' });
  return asEntry(db, row);
}

/** Everybody who has changed something. */
export const listActors = (db: Reader): string[] =>
  db.all<{ actor: string }>('SELECT DISTINCT actor FROM activity ORDER BY lower(actor)').map(({ actor }) => actor);

export interface UndoTarget {
  readonly entity: string;
  readonly entityId: string;
  readonly seq?: number | undefined;
}

/** Takes back the last change of a record, or the one of that number; the number must be of that record. */
export function undo(db: Reader, commands: Commands, actor: Actor, { entity, entityId, seq }: UndoTarget): ActivityEntry {
  if (seq === undefined) return showEntry(db, commands.undoLast(actor, entity, entityId));
  const entry = showEntry(db, seq);
  if (entry.entity !== entity || entry.entityId !== entityId) {
    throw new Fault('bad_input', {
      happened: `Change ${seq} is not one of this record.`,
      remedy: 'Take the number from the record’s history.',
    });
  }
  return showEntry(db, commands.undoEntry(actor, seq));
}
