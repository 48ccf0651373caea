import { wholeNumber } from '../whole-number.ts';
import type { RowState } from './row-progress.ts';

/** How a run stands or ended. */
export const runStates = ['running', 'done', 'failed', 'partial', 'stopped', 'unknown'] as const;
export type RunState = (typeof runStates)[number];

export type RowCounts = Readonly<Record<RowState, number>>;

export const noRows: RowCounts = { waiting: 0, running: 0, done: 0, failed: 0, partial: 0, unknown: 0, closed: 0 };

/** What a run came to when nothing of it runs any more. What nobody knows comes first, then what is left, then what did not work. */
export function endOfRun(counts: RowCounts, isSetUp: boolean): Exclude<RunState, 'running'> {
  if (counts.unknown > 0) return 'unknown';
  if (counts.waiting + counts.running > 0) return isSetUp ? 'stopped' : 'failed';
  if (counts.partial > 0) return 'partial';
  const bad = counts.failed + counts.closed;
  if (bad === 0) return 'done';
  return counts.done > 0 ? 'partial' : 'failed';
}

/** "488 of 500 rows done, 9 failed, 3 unknown". */
export function countWords(counts: RowCounts): string {
  const total = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const parts = (['failed', 'partial', 'unknown', 'closed', 'waiting'] as const).flatMap((state) =>
    counts[state] > 0 ? [`${wholeNumber(counts[state])} ${countNames[state]}`] : [],
  );
  if (total === 1) return '';
  return [`${wholeNumber(counts.done)} of ${wholeNumber(total)} rows done`, ...parts].join(', ');
}

const countNames = { failed: 'failed', partial: 'in part', unknown: 'unknown', closed: 'closed', waiting: 'to do' } as const;

/** The words for a state, as a person says it. */
export const runStateWords: Readonly<Record<RunState, string>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  partial: 'done in part',
  stopped: 'stopped',
  unknown: 'outcome unknown',
};

export const rowStateWords: Readonly<Record<RowState, string>> = {
  waiting: 'to do',
  running: 'running',
  done: 'done',
  failed: 'failed',
  partial: 'done in part',
  unknown: 'outcome unknown',
  closed: 'closed by a person',
};
