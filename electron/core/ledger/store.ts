import type { CurrencyTally, LedgerCause, LedgerRun } from '../../../shared/contract/ledger.ts';
import type { BreakState } from '../../../shared/domain/ledger/break-class.ts';
import type { Bridge } from '../../../shared/domain/ledger/bridge.ts';
import type { Reader } from '../db/sqlite.ts';

interface RunRow {
  readonly id: string;
  readonly number: number;
  readonly state: LedgerRun['state'];
  readonly partial_reason: string;
  readonly actor: string;
  readonly definition_number: number;
  readonly left_file: string;
  readonly left_sha256: string;
  readonly left_rows: number;
  readonly left_rejected: number;
  readonly left_mapping: string;
  readonly right_file: string;
  readonly right_sha256: string;
  readonly right_rows: number;
  readonly right_rejected: number;
  readonly right_mapping: string;
  readonly from_at: number | null;
  readonly to_at: number | null;
  readonly matched: number;
  readonly found: number;
  readonly opened: number;
  readonly resolved: number;
  readonly reopened: number;
  readonly bridges: string;
  readonly digest: string;
  readonly duration_ms: number;
  readonly finished_at: number;
}

const selectRuns = 'SELECT r.*, d.number AS definition_number FROM ledger_runs r JOIN ledger_definitions d ON d.id = r.definition_id';

/** The runs of a ledger, the newest first. */
export function listRuns(db: Reader, ledgerId: string, limit = 60): (LedgerRun & { bridges: Bridge[] })[] {
  return db.all<RunRow>(`${selectRuns} WHERE r.ledger_id = ? ORDER BY r.number DESC LIMIT ?`, ledgerId, limit).map(asRun);
}

export function findRun(db: Reader, ledgerId: string, runId: string): (LedgerRun & { bridges: Bridge[] }) | null {
  const row = db.get<RunRow>(`${selectRuns} WHERE r.ledger_id = ? AND r.id = ?`, ledgerId, runId);
  return row ? asRun(row) : null;
}

const asRun = (row: RunRow): LedgerRun & { bridges: Bridge[] } => ({
  id: row.id,
  number: row.number,
  state: row.state,
  partialReason: row.partial_reason,
  actor: row.actor,
  definitionNumber: row.definition_number,
  leftFile: row.left_file,
  leftRows: row.left_rows,
  leftRejected: row.left_rejected,
  leftSha256: row.left_sha256,
  leftMapping: row.left_mapping,
  rightFile: row.right_file,
  rightRows: row.right_rows,
  rightRejected: row.right_rejected,
  rightSha256: row.right_sha256,
  rightMapping: row.right_mapping,
  fromAt: row.from_at,
  toAt: row.to_at,
  matched: row.matched,
  found: row.found,
  opened: row.opened,
  resolved: row.resolved,
  reopened: row.reopened,
  digest: row.digest,
  durationMs: row.duration_ms,
  finishedAt: row.finished_at,
  bridges: JSON.parse(row.bridges) as Bridge[],
});

/** Nobody has it, and nothing explains it. SQL with the time given as a number. */
export const needsOwner = (now: number): string =>
  `b.owner_id IS NULL AND NOT (b.state = 'explained' AND b.explained_until > ${Math.floor(now)})`;

/** What is open, by currency. Answered from an index alone. */
export function tallies(db: Reader, ledgerId: string, now: number, lastRunId: string | null): CurrencyTally[] {
  return db.all<CurrencyTally>(
    `SELECT b.currency, count(*) AS open, coalesce(sum(${needsOwner(now)}), 0) AS withoutOwner, coalesce(sum(b.due_at < ?), 0) AS overdue,
       coalesce(sum(b.first_run_id = ?), 0) AS fresh, sum(b.at_risk_minor) AS atRiskMinor
     FROM breaks b INDEXED BY breaks_tally WHERE b.ledger_id = ? AND b.resolved_at IS NULL GROUP BY b.currency`,
    now,
    lastRunId,
    ledgerId,
  );
}

interface CauseRow {
  readonly id: string;
  readonly kind: string;
  readonly currency: string;
  readonly words: string;
  readonly likely: string;
  readonly field: string | null;
  readonly rows: number;
  readonly withoutOwner: number;
  readonly atRiskMinor: number;
  readonly isOpen: number;
  readonly isInvestigated: number;
  readonly isPending: number;
  readonly explainedUntil: number | null;
}

/** What the open breaks have in common, most rows first. */
export function listCauses(
  db: Reader,
  ledgerId: string,
  now: number,
): (Omit<LedgerCause, 'mappingId' | 'mappingName'> & { field: string | null })[] {
  return db
    .all<CauseRow>(
      `SELECT c.id, c.kind, c.currency, c.words, c.likely, c.field, t.* FROM (
         SELECT b.cause_id, count(*) AS rows, coalesce(sum(${needsOwner(now)}), 0) AS withoutOwner, sum(b.at_risk_minor) AS atRiskMinor,
           sum(b.state IN ('open', 'reopened') OR (b.state = 'explained' AND b.explained_until <= ?)) AS isOpen, sum(b.state = 'investigating') AS isInvestigated,
           sum(b.state = 'fix_pending') AS isPending, min(b.explained_until) AS explainedUntil
         FROM breaks b INDEXED BY breaks_tally WHERE b.ledger_id = ? AND b.resolved_at IS NULL GROUP BY b.currency, b.cause_id) t
       JOIN break_causes c ON c.id = t.cause_id ORDER BY c.kind = 'other', t.rows DESC, c.words`,
      now,
      ledgerId,
    )
    .map(({ isOpen, isInvestigated, isPending, ...row }) => ({
      ...row,
      state: (isOpen > 0
        ? 'open'
        : isInvestigated > 0
          ? 'investigating'
          : isPending > 0
            ? 'fix_pending'
            : 'explained') satisfies BreakState,
    }));
}
