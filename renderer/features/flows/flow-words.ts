import type { FlowRow, FlowRun, RunDetail, RunRow } from '../../../shared/contract/flows.ts';
import { countWords, rowStateWords, runStateWords } from '../../../shared/domain/flows/run-state.ts';
import { formatCount } from '../../ui/format.ts';
import type { StandingState } from '../../ui/mark.tsx';

/** The shape and colour of a run. */
export const runMark: Readonly<Record<FlowRun['state'], StandingState>> = {
  running: 'no data',
  done: 'holds',
  failed: 'broken',
  partial: 'broken',
  stopped: 'soon',
  unknown: 'broken',
};

export const rowMark: Readonly<Record<RunRow['state'], StandingState>> = {
  waiting: 'no data',
  running: 'no data',
  done: 'holds',
  failed: 'broken',
  partial: 'broken',
  unknown: 'broken',
  closed: 'soon',
};

/** "5 flows, 1 ended badly": what the list of flows comes to. */
export function listTitle(rows: readonly FlowRow[]): string {
  const bad = rows.filter(({ lastRuns: [last] }) => last && ['failed', 'partial', 'unknown'].includes(last.state)).length;
  const count = `${formatCount(rows.length)} ${rows.length === 1 ? 'flow' : 'flows'}`;
  return bad === 0 ? count : `${count}, ${bad === 1 ? 'one' : formatCount(bad)} did not end well`;
}

export function listSub(rows: readonly FlowRow[]): string {
  const running = rows.filter(({ lastRuns: [last] }) => last?.state === 'running');
  if (running.length > 0) return `${running.map(({ name }) => name).join(', ')} is running`;
  const next = rows.filter((row): row is FlowRow & { nextAt: number } => row.nextAt !== null).toSorted((a, b) => a.nextAt - b.nextAt)[0];
  if (next) return `Next by itself: ${next.name}`;
  return 'Each runs its steps in order, row by row, and keeps a receipt';
}

/** The finding of a run: "12 of 500 rows failed". */
export function runTitle(run: FlowRun): string {
  const name = `${run.flowName}, run ${run.number}`;
  if (run.rows === 1) return `${name}: ${runStateWords[run.state]}`;
  const { counts } = run;
  if (run.state === 'running')
    return `${name}: ${formatCount(counts.done + counts.failed + counts.partial + counts.unknown)} of ${formatCount(run.rows)} rows`;
  if (counts.unknown > 0) return `${name}: ${formatCount(counts.unknown)} of ${formatCount(run.rows)} rows unknown`;
  const bad = counts.failed + counts.partial;
  if (bad > 0) return `${name}: ${formatCount(bad)} of ${formatCount(run.rows)} rows failed`;
  if (run.state === 'stopped') return `${name}: stopped with ${formatCount(counts.waiting + counts.running)} rows left`;
  return `${name}: ${formatCount(counts.done)} rows done`;
}

/** "52 of 54 checks hold". */
export const checkWords = ({ checksHeld, checks }: Pick<FlowRun, 'checksHeld' | 'checks'>): string =>
  `${formatCount(checksHeld)} of ${formatCount(checks)} checks hold`;

/** What is next with a run. */
export function runSub(run: FlowRun): string {
  if (run.counts.unknown > 0)
    return 'Ask the vendor by the numbers of the call, then say what became of each. Nothing is sent again by itself.';
  if (run.rows === 1 && run.words !== '') return run.words;
  if (run.state === 'stopped')
    return `${run.words === '' ? 'Stopped in order' : run.words}. Going on begins at the first row that was not done.`;
  return run.counts.partial > 0 ? `${countWords(run.counts)}. What took effect and stands is said at each row.` : checkWords(run);
}

/** "the failure", "12 failures": those that would be run again, which a later run did not take up. */
export const retriedWords = ({ retriable, counts }: Pick<RunDetail, 'retriable' | 'counts'>): string =>
  counts.failed === 1 ? 'the failure' : `${formatCount(retriable)} ${retriable === 1 ? 'failure' : 'failures'}`;

export const rowName = (row: number): string => (row === 0 ? 'Setup' : row === -1 ? 'Teardown' : `Row ${formatCount(row)}`);

export { rowStateWords, runStateWords };

/** "1.2 s", "3 min". */
export function tookWords(ms: number): string {
  if (ms < 1000) return `${formatCount(Math.round(ms))} ms`;
  if (ms < 90_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${formatCount(Math.round(ms / 60_000))} min`;
}
