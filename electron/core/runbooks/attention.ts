import { shortDay } from '../../../shared/domain/day-words.ts';
import { overdueReview } from '../../../shared/domain/runbooks/lints.ts';
import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { firstPublished } from './findings.ts';
import { stuckAfterMs } from './people-progress.ts';
import { listRunbookRecords, listRunRecords, type RunRecord } from './store.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const waitsTooLongMs = 4 * hourMs;

/** What of runbooks needs a person: runs that nobody goes on with, follow-ups past their day, grave runbooks past their review, newcomers who are stuck. */
export function runbooksAttention(db: Reader, now: number): AttentionItem[] {
  const open = listRunRecords(db, { isOpen: true });
  const newcomers = open.filter((run) => run.subject_person_id !== null);
  return [
    ...open.filter((run) => run.subject_person_id === null && now - run.last_event_at > waitsTooLongMs).map((run) => waiting(run, now)),
    ...newcomers.filter((run) => now - run.last_event_at > stuckAfterMs).map((run) => stuck(run, now)),
    ...overdueFollowUps(db, now),
    ...unreviewed(db, now),
  ];
}

function waiting(run: RunRecord, now: number): AttentionItem {
  const hours = Math.floor((now - run.last_event_at) / hourMs);
  const door = { place: 'runbooks', kind: 'run', id: run.id } as const;
  return {
    criticality: run.incident_id === null ? 'medium' : 'high',
    state: 'soon',
    daysAway: 0,
    attention: {
      key: `run:${run.id}`,
      state: 'soon',
      title: `${run.runbook_name} has waited ${hours >= 48 ? `${Math.floor(hours / 24)} days` : `${hours} h`}`,
      reason: `${run.is_drill === 1 ? 'Drill' : 'Run'} ${run.number} · ${run.now_words}`,
      evidence: { words: `${run.steps_done} of ${run.step_count} steps done, started by ${run.started_by}`, door },
      action: { words: 'Go on', door },
    },
  };
}

function stuck(run: RunRecord, now: number): AttentionItem {
  const door = { place: 'runbooks', kind: 'run', id: run.id } as const;
  const days = Math.floor((now - run.last_event_at) / dayMs);
  return {
    criticality: 'medium',
    state: 'soon',
    daysAway: 3,
    attention: {
      key: `newcomer:${run.id}`,
      state: 'soon',
      title: `${run.subject_name ?? 'A newcomer'} has been stuck for ${days} days`,
      reason: `${run.runbook_name} · ${run.now_words}`,
      evidence: { words: `${run.percent} % of the onboarding done`, door },
      action: { words: 'See the next step', door },
    },
  };
}

function overdueFollowUps(db: Reader, now: number): AttentionItem[] {
  return db
    .all<{ id: string; words: string; due_at: number; run_id: string; number: number; name: string; owner: string | null }>(
      `SELECT f.id, f.words, f.due_at, f.run_id, r.number, b.name, p.name AS owner FROM runbook_follow_ups f JOIN runbook_runs r ON r.id = f.run_id
       JOIN runbooks b ON b.id = r.runbook_id LEFT JOIN people p ON p.id = f.owner_id WHERE f.done_at IS NULL AND f.due_at < ? ORDER BY f.due_at LIMIT 20`,
      now,
    )
    .map((row): AttentionItem => {
      const door = { place: 'runbooks', kind: 'run', id: row.run_id } as const;
      return {
        criticality: 'medium',
        state: 'soon',
        daysAway: 1,
        attention: {
          key: `followUp:${row.id}`,
          state: 'soon',
          title: row.words,
          reason: `Follow-up of run ${row.number}, ${row.name} · due ${shortDay(row.due_at)} · ${row.owner ?? 'nobody’s'}`,
          evidence: { words: `run ${row.number}`, door },
          action: { words: 'Open the follow-up', door },
        },
      };
    });
}

function unreviewed(db: Reader, now: number): AttentionItem[] {
  const grave = listRunbookRecords(db).filter((row) => row.severity === 'high' && row.published > 0 && row.is_retired === 0);
  return grave.flatMap((row): AttentionItem[] => {
    // The columns are those of the published head, so that no document has to be read for it.
    const overdue = overdueReview(row.review_every_days, {
      now,
      publishedAt: firstPublished(db, row.id) ?? row.published_at,
      reviewedAt: Math.max(row.reviewed_at ?? 0, row.published_at ?? 0),
    });
    if (overdue === null) return [];
    const door = { place: 'runbooks', kind: 'runbook', id: row.id } as const;
    return [
      {
        criticality: 'medium',
        state: 'soon',
        daysAway: 7,
        attention: {
          key: `review:${row.id}`,
          state: 'soon',
          title: `${row.name} is past its review`,
          reason: `${overdue} · ${row.owner_name ?? 'no owner'}`,
          evidence: { words: `reviewed every ${row.review_every_days} days`, door },
          action: { words: 'Read it again', door },
        },
      },
    ];
  });
}
