import { correctnessOf } from '../ledger/report.ts';
import type { CorrectnessReader } from './promise-counts.ts';

/** Rows of a ledger's last completed run in the window that agree, and that do not; without a run none is known. */
export const correctnessOfLedger: CorrectnessReader = (db, ledgerId, fromAt, toAt) => correctnessOf(db, ledgerId, fromAt, toAt);
