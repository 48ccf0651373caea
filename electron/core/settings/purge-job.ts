import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { grouped } from '../../../shared/domain/grouped.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { Sqlite } from '../db/sqlite.ts';
import { defineJob, type JobContext } from '../jobs/job-kind.ts';
import { bodyPath } from '../vault/body-path.ts';
import { eraseFile } from '../vault/erase-file.ts';
import { isRewriteOwed, noteRewriteOwed, noteRewritten } from './rewrite-owed.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';

export interface PurgeInput {
  /** Names the rows in `purges`: "ID" for bodies, "ID-exchanges" for exchanges. */
  readonly id: string;
  /** Bodies of exchanges that began before this go; null: none. */
  readonly bodiesBefore: number | null;
  /** Exchanges that began before this go as a whole; null: none. */
  readonly exchangesBefore: number | null;
  /** Whether the file is written anew afterwards; calls that are to be kept wait meanwhile. */
  readonly rewrites: boolean;
  /** Tests only: what proves that the overwriting is needed. */
  readonly overwrites?: boolean;
}

export interface Purged {
  readonly bodies: number;
  readonly bytes: number;
  readonly exchanges: number;
  /** `done`: nothing of it is in the file or its log any more. */
  readonly rewritten: 'done' | 'not asked' | 'no room' | 'cancelled';
}

const atOnce = 500;
/** The file's copy, and the log that it goes through. */
const roomNeeded = 2.2;

/** The last exchange stays, so that no number is given twice; so does what is still on its way. */
const oldExchanges = "started_at < ? AND state <> 'sent' AND number < (SELECT max(number) FROM exchanges)";

/** Takes bodies, or exchanges as a whole, away for good: overwritten where they lay, and then out of the file and its log. */
export const purgeJob = defineJob<PurgeInput, Purged>(async (input, context) => {
  const { folder, signal, progress, changed } = context;
  const db = new Sqlite(workspaceFile(folder));
  try {
    db.pragma(`secure_delete = ${input.overwrites === false ? 'OFF' : 'ON'}`);
    const taken = input.bodiesBefore === null ? nothing : takeBodies(db, input.id, input.bodiesBefore, context);
    const gone = input.exchangesBefore === null ? nothing : takeExchanges(db, input.id, input.exchangesBefore, context);
    // What an earlier purge left to be done counts too.
    const isAny = taken.count + gone.count > 0 || isRewriteOwed(db);
    if (isAny) progress(null, input.rewrites ? rewriteWords(folder) : 'Emptying the log');
    const rewritten = input.rewrites && isAny ? await context.alone(() => rewrite(db, folder, signal)) : 'not asked';
    if (isAny) emptyLog(db);
    if (rewritten === 'done') noteRewritten(db);
    changed(['console', 'settings', 'workspace', 'activity']);
    return { bodies: taken.count, bytes: taken.bytes + gone.bytes, exchanges: gone.count, rewritten };
  } catch (error) {
    throw asStorageFault(error, folder);
  } finally {
    db.close();
  }
});

interface Taken {
  readonly count: number;
  readonly bytes: number;
}
const nothing: Taken = { count: 0, bytes: 0 };

interface BodyAway {
  readonly exchange_id: string;
  readonly side: string;
  readonly byte_length: number;
  readonly file: string | null;
}

function takeBodies(db: Sqlite, id: string, before: number, context: JobContext): Taken {
  const total =
    db.get<{ n: number }>('SELECT count(*) AS n FROM bodies b JOIN exchanges x ON x.id = b.exchange_id WHERE x.started_at < ?', before)
      ?.n ?? 0;
  return inSteps(db, { id, what: 'bodies', before, total, context }, () => {
    const rows = db.all<BodyAway>(
      `SELECT b.exchange_id, b.side, b.byte_length, b.file FROM bodies b JOIN exchanges x ON x.id = b.exchange_id WHERE x.started_at < ? LIMIT ${atOnce}`,
      before,
    );
    for (const { exchange_id, side } of rows) {
      db.run('DELETE FROM bodies WHERE exchange_id = ? AND side = ?', exchange_id, side);
      db.run('UPDATE exchanges SET bodies_purged_at = ? WHERE id = ?', context.clock.now(), exchange_id);
    }
    return { count: rows.length, rows };
  });
}

function takeExchanges(db: Sqlite, id: string, before: number, context: JobContext): Taken {
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM exchanges WHERE ${oldExchanges}`, before)?.n ?? 0;
  return inSteps(db, { id: `${id}-exchanges`, what: 'exchanges', before, total, context }, () => {
    const gone = db.all<{ id: string }>(`SELECT id FROM exchanges WHERE ${oldExchanges} LIMIT ${atOnce}`, before);
    const rows = gone.flatMap((one) =>
      db.all<BodyAway>('SELECT exchange_id, side, byte_length, file FROM bodies WHERE exchange_id = ?', one.id),
    );
    // Its bodies and attempts go with it.
    for (const one of gone) db.run('DELETE FROM exchanges WHERE id = ?', one.id);
    return { count: gone.length, rows };
  });
}

interface Steps {
  readonly id: string;
  readonly what: 'bodies' | 'exchanges';
  readonly before: number;
  readonly total: number;
  readonly context: JobContext;
}

/** Some hundred in a transaction, each of which notes how far it is: what was cancelled half way is known too. */
function inSteps(db: Sqlite, steps: Steps, take: () => { count: number; rows: readonly BodyAway[] }): Taken {
  const { id, what, before, total, context } = steps;
  let count = 0;
  let bytes = 0;
  while (!context.signal.aborted) {
    const step = db.transaction(() => {
      const taken = take();
      if (taken.count === 0) return taken;
      noteRewriteOwed(db);
      count += taken.count;
      bytes += taken.rows.reduce((sum, row) => sum + row.byte_length, 0);
      db.run(
        `INSERT INTO purges (id, purged_at, actor, what, older_than, count, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET count = excluded.count, bytes = excluded.bytes`,
        id,
        context.clock.now(),
        context.actor.name,
        what,
        before,
        count,
        bytes,
      );
      return taken;
    });
    if (step.count === 0) break;
    // After the commit: a file without a row is waste, a row without its file would be damage.
    for (const { file } of step.rows) if (file !== null) eraseFile(bodyPath(join(context.folder, 'bodies'), file));
    context.progress(total === 0 ? null : Math.min(1, count / total), `${grouped(count)} of ${grouped(total)} ${what}`);
  }
  return { count, bytes };
}

/**
 * Overwriting reaches what is deleted, not the copies that SQLite leaves in the slack of a page when it splits one; a file that
 * is written anew has neither (sqlite.org/lang_vacuum.html).
 */
function rewrite(db: Sqlite, folder: string, signal: AbortSignal): Purged['rewritten'] {
  if (signal.aborted) return 'cancelled';
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < statSync(workspaceFile(folder)).size * roomNeeded) return 'no room';
  db.script('VACUUM');
  return 'done';
}

/** The one step that has no figure of its own, and the longest one of a large file. */
function rewriteWords(folder: string): string {
  const megabytes = statSync(workspaceFile(folder)).size / 1e6;
  const size = megabytes < 1_000 ? `${Math.ceil(megabytes)} MB` : `${(megabytes / 1_000).toFixed(1)} GB`;
  return `Purged. Now the file is written anew, ${size}; calls wait meanwhile`;
}

const tries = 50;
const pauseMs = 100;

/** The log still has the pages as they were; cut to nothing, it has not. Waits for whoever is reading. */
function emptyLog(db: Sqlite): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let at = 0; at < tries; at += 1) {
    if (db.pragma<number>('wal_checkpoint(TRUNCATE)') === 0) return;
    Atomics.wait(pause, 0, 0, pauseMs);
  }
}
