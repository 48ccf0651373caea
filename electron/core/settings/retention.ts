import type { SettingsState } from '../../../shared/contract/settings.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { readSettings } from './store.ts';

const dayMs = 86_400_000;

/** Bodies that are kept, and those that are older than so many days; null: none is too old. */
export function countBodies(db: Reader, days: number | null, now: number): SettingsState['bodies'] {
  const before = days === null ? 0 : now - days * dayMs;
  const row = db.get<{ count: number; bytes: number | null; dueCount: number | null; dueBytes: number | null }>(
    `SELECT count(*) AS count, sum(b.byte_length) AS bytes, sum(x.started_at < ?) AS dueCount,
        sum(CASE WHEN x.started_at < ? THEN b.byte_length ELSE 0 END) AS dueBytes
     FROM bodies b JOIN exchanges x ON x.id = b.exchange_id`,
    before,
    before,
  );
  return { count: row?.count ?? 0, bytes: row?.bytes ?? 0, dueCount: row?.dueCount ?? 0, dueBytes: row?.dueBytes ?? 0 };
}

/** Takes away the bodies that are older than the retention; the exchanges themselves stay. A job. */
export async function applyRetention(engine: Engine, actor: Actor, signal?: AbortSignal): Promise<{ bodies: number; bytes: number }> {
  const { db, clock, jobs, commands } = engine;
  const { bodyDays } = readSettings(db).retention;
  const now = clock.now();
  if (bodyDays === null || countBodies(db, bodyDays, now).dueCount === 0) return { bodies: 0, bytes: 0 };
  const result = await jobs.start(
    'purge bodies',
    { olderThan: now - bodyDays * dayMs },
    { title: `Taking away bodies older than ${bodyDays} days`, actor, signal },
  ).finished;
  commands.run(actor, (changes) =>
    changes.note('setting', 'retention', `${result.bodies.toLocaleString('en')} bodies older than ${bodyDays} days taken away`),
  );
  return result;
}
