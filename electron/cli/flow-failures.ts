import type { FlowRun, RunRow } from '../../shared/contract/flows.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import type { CoreClient } from '../core/terminal.ts';
import { plural } from './standing-text.ts';
import type { Line } from './text.ts';

const mostShown = 10;
const states = ['failed', 'partial', 'unknown'] as const;

/** The rows of a run that a person has to look at, each with its reason and where its answer is. Of one row the run says that itself. */
export async function failedRows(client: CoreClient, run: FlowRun): Promise<readonly RunRow[]> {
  const { counts } = run;
  if (run.rows < 2 || states.every((state) => counts[state] === 0)) return [];
  const asked = await Promise.all(states.filter((state) => counts[state] > 0).map((state) => client.flows.rows({ id: run.id, state })));
  return asked.flat().toSorted((one, other) => one.row - other.row);
}

/** "Row 17 (order 17, amount 300): Refund failed: answered 422, wanted status is 201 · exchange 42". */
export function failureLines(run: FlowRun, rows: readonly RunRow[]): Line[] {
  if (rows.length === 0) return [];
  const more = rows.length - mostShown;
  return [
    '',
    ...rows.slice(0, mostShown).map(lineOf),
    ...(more > 0
      ? [{ text: `${plural(more, 'more row')}: quartermaster flow export ${run.number} --out result.csv`, tone: 'quiet' } as const]
      : []),
    '',
  ];
}

function lineOf({ row, words, dataWords, exchangeNumber, vendorRequestId }: RunRow): string {
  const name = row === 0 ? 'Setup' : row < 0 ? 'Teardown' : `Row ${grouped(row)}${dataWords === '' ? '' : ` (${dataWords})`}`;
  const where = [
    ...(exchangeNumber === null ? [] : [`exchange ${exchangeNumber}`]),
    ...(vendorRequestId === null ? [] : [`vendor’s id ${vendorRequestId}`]),
  ].join(', ');
  return `${name}: ${words}${where === '' ? '' : ` · ${where}`}`;
}
