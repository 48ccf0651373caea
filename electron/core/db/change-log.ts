import { createHash } from 'node:crypto';
import type { Reader, Writer } from './sqlite.ts';

export type Via = 'app' | 'terminal' | 'evidence';

/** Who acts: a person through the app or the terminal, or the app itself on evidence it received. */
export interface Actor {
  readonly name: string;
  readonly via: Via;
  /** The app by itself: nothing that a person unlocked is unlocked for it. */
  readonly isMachine?: true;
}

export type Operation = 'create' | 'update' | 'delete' | 'bulk' | 'note';
export type Row = Record<string, string | number | null>;

export interface NewEntry {
  readonly commandId: string;
  readonly at: number;
  readonly actor: Actor;
  readonly entity: string;
  readonly entityId: string;
  readonly operation: Operation;
  readonly summary: string;
  readonly before: Row | null;
  readonly after: Row | null;
  readonly undoes: number | null;
}

export interface EntryRow {
  readonly seq: number;
  readonly at: number;
  readonly command_id: string;
  readonly actor: string;
  readonly via: Via;
  readonly entity: string;
  readonly entity_id: string;
  readonly operation: Operation;
  readonly summary: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly undoes: number | null;
  readonly previous_hash: string;
  readonly hash: string;
}

/** The hash before the first entry. */
export const genesisHash = '0'.repeat(64);

function hashEntry(entry: Omit<EntryRow, 'hash'>): string {
  const covered = [
    entry.previous_hash,
    entry.seq,
    entry.at,
    entry.command_id,
    entry.actor,
    entry.via,
    entry.entity,
    entry.entity_id,
    entry.operation,
    entry.summary,
    entry.before,
    entry.after,
    entry.undoes,
  ];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex');
}

/** Adds an entry to the chain; call inside the transaction that makes the change. Returns its seq. */
export function appendEntry(db: Writer, entry: NewEntry): number {
  const last = db.get<{ seq: number; hash: string }>('SELECT seq, hash FROM activity ORDER BY seq DESC LIMIT 1');
  const row: Omit<EntryRow, 'hash'> = {
    seq: (last?.seq ?? 0) + 1,
    at: entry.at,
    command_id: entry.commandId,
    actor: entry.actor.name,
    via: entry.actor.via,
    entity: entry.entity,
    entity_id: entry.entityId,
    operation: entry.operation,
    summary: entry.summary,
    before: entry.before === null ? null : JSON.stringify(entry.before),
    after: entry.after === null ? null : JSON.stringify(entry.after),
    undoes: entry.undoes,
    previous_hash: last?.hash ?? genesisHash,
  };
  db.run(
    `INSERT INTO activity (seq, at, command_id, actor, via, entity, entity_id, operation, summary, before, after, undoes, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.seq,
    row.at,
    row.command_id,
    row.actor,
    row.via,
    row.entity,
    row.entity_id,
    row.operation,
    row.summary,
    row.before,
    row.after,
    row.undoes,
    row.previous_hash,
    hashEntry(row),
  );
  return row.seq;
}

export interface ChainVerdict {
  readonly isWhole: boolean;
  readonly entries: number;
  /** The first seq that does not hold, or null. */
  readonly brokenAt: number | null;
  readonly lastHash: string;
}

/** Recomputes the chain from the first entry, 1,000 entries at a time. */
export function verifyChain(db: Reader): ChainVerdict {
  let previousHash = genesisHash;
  let expectedSeq = 1;
  for (;;) {
    const rows = db.all<EntryRow>('SELECT * FROM activity WHERE seq >= ? ORDER BY seq LIMIT 1000', expectedSeq);
    for (const row of rows) {
      const { hash, ...covered } = row;
      if (row.seq !== expectedSeq || row.previous_hash !== previousHash || hashEntry(covered) !== hash) {
        return { isWhole: false, entries: expectedSeq - 1, brokenAt: expectedSeq, lastHash: previousHash };
      }
      previousHash = hash;
      expectedSeq += 1;
    }
    if (rows.length < 1000) return { isWhole: true, entries: expectedSeq - 1, brokenAt: null, lastHash: previousHash };
  }
}
