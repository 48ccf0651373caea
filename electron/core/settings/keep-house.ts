import { listBackups, makeBackup } from '../db/backup.ts';
import type { Engine } from '../engine.ts';
import { inBackground } from '../in-background.ts';
import { sweepScratch } from '../ledger/scratch.ts';
import { applyRetention } from './retention.ts';
import { readSettings } from './store.ts';

const dayMs = 86_400_000;
/** Late enough that a start is not slowed down by it, and often enough that a day is not missed. */
const firstMs = 5 * 60_000;
const everyMs = 60 * 60_000;

/** Once a day: a backup, and what is older than the retention goes. Decided by the clock, so that a sleep does not matter. */
export function keepHouse(engine: Engine): () => void {
  const turn = inBackground(engine, () => tidy(engine));
  const first = setTimeout(turn, firstMs);
  const timer = setInterval(turn, everyMs);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}

/** What is due of the daily work; returns what was done. */
export async function tidy(engine: Engine): Promise<{ isBackedUp: boolean; bodies: number }> {
  const { db, workspace, clock } = engine;
  const now = clock.now();
  sweepScratch(workspace.folder, now);
  const { backups } = readSettings(db);
  // One that lies ahead was made while the clock was wrong: waiting for it would be waiting for years.
  const latest = listBackups(workspace.folder).find(({ reason, takenAt }) => reason === 'scheduled' && takenAt <= now)?.takenAt ?? 0;
  const isBackupDue = backups.isDaily && now - latest >= dayMs;
  if (isBackupDue) await makeBackup(workspace.db, workspace.folder, 'scheduled', now, backups.keep);
  const { bodies } = await applyRetention(engine, { name: 'Quartermaster', via: 'app' }, undefined, false);
  return { isBackedUp: isBackupDue, bodies };
}
