import type { RunbookProblem } from '../../../shared/contract/runbooks.ts';
import type { Standing } from '../../../shared/contract/inventory.ts';
import { lintDocument, lintUse, type KnownRecords } from '../../../shared/domain/runbooks/lints.ts';
import { readRunbook } from '../../../shared/domain/runbooks/read-runbook.ts';
import type { StepRequest } from '../../../shared/domain/runbooks/runbook.ts';
import type { Reader } from '../db/sqlite.ts';
import { findRequest } from './step-request.ts';
import { revisionOf, type RunbookRecord } from './store.ts';

/** What of this workspace a runbook may refer to. */
export function knownRecords(db: Reader): KnownRecords {
  const seen = new Map<string, boolean>();
  return {
    people: db.all<{ name: string }>('SELECT name FROM people').map(({ name }) => name),
    hasRequest: (name, environment) => {
      const key = `${name}\n${environment ?? ''}`;
      const known = seen.get(key);
      if (known !== undefined) return known;
      const request: StepRequest = { name, environment, values: [], expectations: [] };
      const has = findRequest(db, request, {}, { apiId: null }).kind === 'found';
      seen.set(key, has);
      return has;
    },
  };
}

/** What is wrong with a document: what cannot be read, then what makes it hard to follow. */
export function checkSource(db: Reader, source: string, known = knownRecords(db)): RunbookProblem[] {
  const { runbook, problems } = readRunbook(source);
  return [...problems, ...lintDocument(runbook, known)].sort((a, b) => a.line - b.line || (a.severity === 'error' ? -1 : 1));
}

/** What does not hold about a runbook as it is used; the gravest first. */
export function findingsOf(db: Reader, row: RunbookRecord, now: number, known: KnownRecords): RunbookProblem[] {
  if (row.is_retired === 1) return [];
  if (row.published === 0) return checkSource(db, row.draft ?? '', known);
  const runbook = revisionOf(db, row.id, row.published);
  const lastExercisedAt = lastEnd(db, row.id);
  const ofUse = lintUse(runbook.head, {
    now,
    lastExercisedAt,
    publishedAt: firstPublished(db, row.id) ?? row.published_at,
    reviewedAt: Math.max(row.reviewed_at ?? 0, row.published_at ?? 0),
    runs: row.runs,
    deviatingRuns: row.deviating_runs,
  });
  return [...ofUse, ...lintDocument(runbook, known)];
}

const lastEnd = (db: Reader, id: string): number | null =>
  db.get<{ at: number | null }>("SELECT max(finished_at) AS at FROM runbook_runs WHERE runbook_id = ? AND state IN ('done', 'failed')", id)
    ?.at ?? null;

/** When its first revision was published; null: never. */
export const firstPublished = (db: Reader, id: string): number | null =>
  db.get<{ at: number | null }>('SELECT min(published_at) AS at FROM runbook_revisions WHERE runbook_id = ?', id)?.at ?? null;

/** How a runbook stands in one line: shape and words. */
export function standingOf(row: RunbookRecord, findings: readonly RunbookProblem[]): Standing {
  const door = { place: 'runbooks', kind: 'runbook', id: row.id } as const;
  if (row.is_retired === 1) return { state: 'no data', words: 'retired', door };
  const error = findings.find((one) => one.severity === 'error');
  if (row.published === 0) return { state: 'no data', words: error ? `draft, ${lower(error.happened)}` : 'draft, not published', door };
  const first = findings[0];
  if (first)
    return {
      state: 'soon',
      words: findings.length > 1 ? `${lower(first.happened)}, ${findings.length - 1} more` : lower(first.happened),
      door,
    };
  return { state: 'holds', words: 'ready', door };
}

const lower = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`.replace(/\.$/, '');
