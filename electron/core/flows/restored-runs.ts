import type { Reader, Writer } from '../db/sqlite.ts';
import type { RunRecord } from './store.ts';

/** Beside the settings: no group of them has this name. */
const name = 'restored';

interface Restored {
  /** Of the backup: "2026-11-21 08:00 UTC". */
  readonly when: string;
  /** The newest run that was in it. */
  readonly lastRun: number;
}

/** Keeps which runs came out of a backup: what was done about them in the life that it replaced is not in it. */
export function noteRestored(db: Writer, when: string): void {
  const lastRun = db.get<{ n: number | null }>('SELECT max(number) AS n FROM flow_runs')?.n ?? 0;
  const value = JSON.stringify({ when, lastRun } satisfies Restored);
  db.run('INSERT INTO settings (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value', name, value);
}

/** Why the failures of a run may have been run again although nothing here says so; empty when they cannot have been. */
export function doubtOfRetry(db: Reader, { number }: Pick<RunRecord, 'number'>): string {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE id = ?', name);
  const restored = row ? (JSON.parse(row.value) as Restored) : null;
  if (restored === null || number > restored.lastRun) return '';
  return `The workspace was restored from a backup of ${restored.when}. Whether the failures of run ${number} were run again after that is not known`;
}
