import type { LedgerFact } from '../../../shared/domain/scorecards/facts.ts';
import type { Reader } from '../db/sqlite.ts';
import { ledgerSummaries } from '../ledger/report.ts';

/** Every ledger with what is open on it. */
export function gatherLedgers(db: Reader, now: number): LedgerFact[] {
  return ledgerSummaries(db, now).map((ledger) => ({
    id: ledger.id,
    name: ledger.name,
    lastRunAt: ledger.lastRun?.at ?? null,
    lastRunNumber: ledger.lastRun?.number ?? null,
    openBreaks: ledger.openBreaks,
    breaksWithoutOwner: ledger.breaksWithoutOwner,
    matched: ledger.matched,
    rows: ledger.rows,
    byCurrency: ledger.byCurrency.map(({ currency, exponent, openMinor, remainderMinor }) => ({
      currency,
      exponent,
      openMinor,
      remainderMinor,
    })),
  }));
}
