import { dueSchedule, flowSchedule } from '../../../shared/domain/flows/schedule.ts';
import { Sqlite } from '../db/sqlite.ts';
import { noteRestored } from './restored-runs.ts';
import { formerTimes } from './schedule-times.ts';
import { endOf } from './store.ts';

/**
 * Makes a backup fit to take the place of the workspace. What was sent after it was made is not in it: its runs are not gone on with, its
 * failures are run again only when a person says so, and its schedules make up for nothing, or the same would be sent twice.
 */
export function forgetUnderWay(file: string, takenAt: number, now: number): void {
  const db = new Sqlite(file, { journal: 'DELETE' });
  try {
    // Of a version without flows.
    if (!db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'flow_run_rows'")) return;
    const when = `${new Date(takenAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    db.transaction(() => {
      closeOpenRuns(db, when, now);
      doubtUnknownRows(db, when);
      noteRestored(db, when);
      passOverTimes(db, when, now);
    });
  } finally {
    db.close();
  }
}

function closeOpenRuns(db: Sqlite, when: string, now: number): void {
  const open = db.all<{ id: string }>(
    `SELECT id FROM flow_runs WHERE state IN ('running', 'stopped', 'unknown')
       AND EXISTS (SELECT 1 FROM flow_run_rows w WHERE w.run_id = flow_runs.id AND w.state IN ('waiting', 'running'))`,
  );
  for (const { id } of open) {
    db.run(
      "UPDATE flow_run_rows SET state = 'closed', words = ? WHERE run_id = ? AND state IN ('waiting', 'running')",
      `Whether it was sent is not known: the workspace was restored from a backup of ${when}`,
      id,
    );
    db.run(
      'UPDATE flow_runs SET state = ?, words = ?, finished_at = coalesce(finished_at, ?) WHERE id = ?',
      endOf(db, id, true),
      `It was under way in the backup of ${when} that was restored: what it sent after that is not known`,
      now,
      id,
    );
  }
}

/** Somebody may have said what became of them, and gone on, after the backup. */
function doubtUnknownRows(db: Sqlite, when: string): void {
  const told = `the workspace was restored from a backup of ${when}, and what was done about it after that is not known`;
  db.run("UPDATE flow_run_rows SET words = words || CASE WHEN words = '' THEN '' ELSE '. ' END || ? WHERE state = 'unknown'", told);
}

function passOverTimes(db: Sqlite, when: string, now: number): void {
  for (const { id, schedule, due_at } of db.all<{ id: string; schedule: string; due_at: number }>(
    "SELECT id, schedule, coalesce(due_at, created_at) AS due_at FROM flows WHERE schedule IS NOT NULL AND json_extract(schedule, '$.isOn') = 1",
  )) {
    const isAnyDue = dueSchedule(flowSchedule.parse(JSON.parse(schedule)), due_at, now, formerTimes) !== null;
    const words = `Whether it ran after ${when} is not known: the workspace was restored from a backup of then. Nothing is made up.`;
    db.run('UPDATE flows SET due_at = ?, missed_words = ? WHERE id = ?', now, isAnyDue ? words : '', id);
  }
}
