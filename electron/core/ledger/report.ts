import { digitsOf } from '../../../shared/domain/ledger/compile-side.ts';
import type { Bridge } from '../../../shared/domain/ledger/bridge.ts';
import type { Reader } from '../db/sqlite.ts';
import { listCauses, listRuns, tallies } from './store.ts';

/** What a scorecard or another page says of a ledger. */
export interface LedgerSummary {
  readonly id: string;
  readonly name: string;
  readonly leftName: string;
  readonly rightName: string;
  readonly lastRun: { readonly id: string; readonly number: number; readonly at: number; readonly state: 'completed' | 'partial' } | null;
  readonly openBreaks: number;
  readonly breaksWithoutOwner: number;
  readonly byCurrency: readonly {
    readonly currency: string;
    readonly exponent: number;
    readonly openMinor: number;
    readonly leftMinor: number;
    readonly rightMinor: number;
    readonly remainderMinor: number;
  }[];
  readonly causes: readonly {
    readonly id: string;
    readonly words: string;
    readonly rows: number;
    readonly atRiskMinor: number;
    readonly currency: string;
  }[];
  /** Pairs that agreed in the last run, and rows of both sides. */
  readonly matched: number;
  readonly rows: number;
}

/** Every ledger as it stands, by name. */
export function ledgerSummaries(db: Reader, now: number): LedgerSummary[] {
  return db
    .all<{ id: string; name: string; left_name: string; right_name: string }>('SELECT * FROM ledgers ORDER BY name')
    .map((ledger) => {
      const [last] = listRuns(db, ledger.id, 1);
      const open = tallies(db, ledger.id, now, last?.id ?? null);
      return {
        id: ledger.id,
        name: ledger.name,
        leftName: ledger.left_name,
        rightName: ledger.right_name,
        lastRun: last ? { id: last.id, number: last.number, at: last.finishedAt, state: last.state } : null,
        openBreaks: open.reduce((sum, one) => sum + one.open, 0),
        breaksWithoutOwner: open.reduce((sum, one) => sum + one.withoutOwner, 0),
        byCurrency: (last?.bridges ?? []).map((bridge) => ({
          currency: bridge.currency,
          exponent: digitsOf(bridge.currency),
          openMinor: open.find(({ currency }) => currency === bridge.currency)?.atRiskMinor ?? 0,
          leftMinor: bridge.leftMinor,
          rightMinor: bridge.rightMinor,
          remainderMinor: bridge.remainderMinor,
        })),
        causes: listCauses(db, ledger.id, now).map(({ id, words, rows, atRiskMinor, currency }) => ({
          id,
          words,
          rows,
          atRiskMinor,
          currency,
        })),
        matched: last?.matched ?? 0,
        rows: last ? last.leftRows + last.rightRows : 0,
      };
    });
}

/**
 * Good and bad records for a promise of correctness: of the last completed run of a time, the pairs that agreed and the keys that did not and were
 * not merely waiting. Runs compare the same records again, so adding them up would count a record many times. Partial runs say nothing.
 */
export function correctnessOf(db: Reader, ledgerId: string, fromAt: number, toAt: number): { good: number; bad: number; runs: number } {
  const rows = db.all<{ matched: number; found: number; bridges: string }>(
    "SELECT matched, found, bridges FROM ledger_runs WHERE ledger_id = ? AND state = 'completed' AND finished_at >= ? AND finished_at < ? ORDER BY finished_at DESC LIMIT 1",
    ledgerId,
    fromAt,
    toAt,
  );
  const runs =
    db.get<{ n: number }>(
      "SELECT count(*) AS n FROM ledger_runs WHERE ledger_id = ? AND state = 'completed' AND finished_at >= ? AND finished_at < ?",
      ledgerId,
      fromAt,
      toAt,
    )?.n ?? 0;
  const [last] = rows;
  if (!last) return { good: 0, bad: 0, runs };
  const waiting = (JSON.parse(last.bridges) as Bridge[]).reduce((sum, bridge) => sum + bridge.lines.timing.count, 0);
  return { good: last.matched, bad: last.found - waiting, runs };
}
