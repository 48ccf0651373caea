import { statSync } from 'node:fs';
import type { PurgeResult, Settings, SettingsState } from '../../../shared/contract/settings.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { listBackups } from '../db/backup.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { sweepRunFiles } from '../mappings/run-files.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';
import { countDeliveries, purgeDeliveries } from '../webhooks/purge-deliveries.ts';
import { heldNow, noteAsked, noteLook } from './retention-hold.ts';
import { isRewriteOwed } from './rewrite-owed.ts';
import { readSettings } from './store.ts';

const dayMs = 86_400_000;
const bytesPerGb = 1_000_000_000;
/** By itself the app rewrites only a file that this takes a moment for. */
const rewrittenByItself = 256 * 1024 * 1024;
/** How long calls wait for the file while it is written anew, in place of 5 s. */
const patienceMs = 120_000;

/** Before which instants bodies and exchanges are too old; null: none is. */
export interface Due {
  readonly bodiesBefore: number | null;
  readonly exchangesBefore: number | null;
}

/** What the retention takes away now. */
export function dueNow(db: Reader, { bodyDays, bodyGb, exchangeDays }: Settings['retention'], now: number): Due {
  const byAge = bodyDays === null ? null : now - bodyDays * dayMs;
  const bySize = bodyGb === null ? null : sizeCutoff(db, bodyGb * bytesPerGb);
  const both = [byAge, bySize].filter((at) => at !== null);
  return {
    bodiesBefore: both.length === 0 ? null : Math.max(...both),
    exchangesBefore: exchangeDays === null ? null : now - exchangeDays * dayMs,
  };
}

/** From here on the newest bodies fit into so many bytes; null when all do. */
function sizeCutoff(db: Reader, most: number): number | null {
  const found = db.get<{ at: number | null }>(
    `SELECT max(at) AS at FROM (SELECT x.started_at AS at, sum(b.byte_length) OVER (ORDER BY x.started_at DESC, b.exchange_id, b.side) AS bytes
     FROM bodies b JOIN exchanges x ON x.id = b.exchange_id) WHERE bytes > ?`,
    most,
  );
  return found?.at == null ? null : found.at + 1;
}

/** What is kept, and what of it is too old. */
export function countBodies(
  { db, workspace }: Pick<Engine, 'db' | 'workspace'>,
  retention: Settings['retention'],
  now: number,
): SettingsState['bodies'] {
  const { bodiesBefore, exchangesBefore } = dueNow(db, retention, now);
  const row = db.get<{ count: number; bytes: number | null; dueCount: number | null; dueBytes: number | null }>(
    `SELECT count(*) AS count, sum(b.byte_length) AS bytes, sum(x.started_at < ?) AS dueCount,
        sum(CASE WHEN x.started_at < ? THEN b.byte_length ELSE 0 END) AS dueBytes
     FROM bodies b JOIN exchanges x ON x.id = b.exchange_id`,
    bodiesBefore ?? 0,
    bodiesBefore ?? 0,
  );
  const exchanges = db.get<{ count: number; due: number }>(
    "SELECT (SELECT count(*) FROM exchanges) AS count, (SELECT count(*) FROM exchanges WHERE started_at < ? AND state <> 'sent') AS due",
    exchangesBefore ?? 0,
  );
  const { kept: deliveries, due: dueDeliveries } = countDeliveries(db, retention.bodyDays, now);
  const counted = {
    count: row?.count ?? 0,
    bytes: row?.bytes ?? 0,
    dueCount: row?.dueCount ?? 0,
    dueBytes: row?.dueBytes ?? 0,
    before: bodiesBefore,
    exchanges: exchanges?.count ?? 0,
    dueExchanges: exchanges?.due ?? 0,
    exchangesBefore,
    deliveries,
    dueDeliveries,
  };
  return {
    ...counted,
    held: heldNow(db, counted, now)?.why ?? '',
    backups: listBackups(workspace.folder).length,
    fileBytes: statSync(workspaceFile(workspace.folder)).size,
    isRewriteOwed: isRewriteOwed(db),
  };
}

/**
 * Takes away the bodies, exchanges and files of mapping runs that the retention no longer keeps. A job; the activity says who did it. What
 * nobody asked for is not done when the clock or the amount is doubtful: then a person is asked.
 */
export async function applyRetention(engine: Engine, actor: Actor, signal?: AbortSignal, isAsked = true): Promise<PurgeResult> {
  const { db, clock, jobs, workspace } = engine;
  const { retention } = readSettings(db);
  const now = clock.now();
  const counted = countBodies(engine, retention, now);
  const { dueCount, dueExchanges, before, exchangesBefore, fileBytes, isRewriteOwed: isOwed } = counted;
  if (!isAsked) {
    const held = heldNow(db, counted, now);
    noteLook(engine, held, now);
    if (held) return { bodies: 0, bytes: 0, exchanges: 0, deliveries: 0, rewritten: 'not asked' };
  }
  if (retention.bodyDays !== null) sweepRunFiles(engine, now - retention.bodyDays * dayMs);
  const deliveries = purgeDeliveries(engine);
  // The newest exchange stays, however old it is.
  const isDue = dueCount > 0 || dueExchanges > 1;
  const rewrites = isAsked || fileBytes <= rewrittenByItself;
  let purged: PurgeResult = { bodies: 0, bytes: 0, exchanges: 0, deliveries, rewritten: 'not asked' };
  if (isDue || ((isOwed || deliveries > 0) && rewrites)) {
    const id = clock.newId();
    const connections = [workspace.db, workspace.evidence];
    for (const one of connections) one.pragma(`busy_timeout = ${patienceMs}`);
    try {
      const gone = await jobs.start(
        'purge',
        { id, bodiesBefore: dueCount === 0 ? null : before, exchangesBefore: isDue ? exchangesBefore : null, rewrites },
        { title: titleOf(isDue, exchangesBefore !== null), actor, signal },
      ).finished;
      purged = { ...gone, deliveries };
    } finally {
      if (workspace.db.isOpen) {
        for (const one of connections) one.pragma('busy_timeout = 5000');
        notePurges(engine, actor, id);
      }
    }
  }
  if (isAsked) noteAsked(engine, now);
  return purged;
}

function titleOf(isDue: boolean, hasExchanges: boolean): string {
  if (!isDue) return 'Finishing the purge';
  return hasExchanges ? 'Purging bodies and exchanges' : 'Purging bodies';
}

/** What was taken away, also by a purge that was cancelled half way. */
function notePurges({ db, commands }: Engine, actor: Actor, id: string): void {
  const rows = db.all<{ what: string; count: number; older_than: number }>(
    'SELECT what, count, older_than FROM purges WHERE id IN (?, ?)',
    id,
    `${id}-exchanges`,
  );
  for (const { what, count, older_than } of rows) {
    const words = `${grouped(count)} ${what} from before ${new Date(older_than).toISOString().slice(0, 10)} purged`;
    commands.run(actor, (changes) => changes.note('setting', 'retention', words));
  }
}
