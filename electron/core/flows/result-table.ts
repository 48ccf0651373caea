import { csvLine } from '../../../shared/domain/csv-cell.ts';
import { asText } from '../../../shared/domain/flows/answer-facts.ts';
import { rowStateWords } from '../../../shared/domain/flows/run-state.ts';
import type { Reader } from '../db/sqlite.ts';
import { presentDetail, presentRow } from './present-run.ts';
import { shownRow } from './sealed-columns.ts';
import { requireRun, type RowRecord } from './store.ts';

const batch = 1000;

/** The rows of a run as CSV: what came in, how it ended, what was captured, and by which ids it is found at the vendor and here. */
export function resultCsv(db: Reader, runId: string): string {
  const run = presentDetail(db, requireRun(db, runId), false);
  const columns = dataColumns(db, runId);
  const head = ['row', 'state', 'status', ...columns, ...run.captureNames, 'vendor request id', 'exchange', 'words', 'started', 'finished'];
  const lines = [csvLine(head)];
  for (let after = 0; ;) {
    const rows = db.all<RowRecord>('SELECT * FROM flow_run_rows WHERE run_id = ? AND row > ? ORDER BY row LIMIT ?', runId, after, batch);
    for (const record of rows) {
      const row = presentRow(record);
      const data = shownRow(record.data);
      lines.push(
        csvLine([
          row.row,
          rowStateWords[row.state],
          row.status ?? '',
          ...columns.map((column) => (data[column] === null ? '' : asText(data[column]))),
          ...run.captureNames.map((name) => row.captures[name] ?? ''),
          row.vendorRequestId ?? '',
          row.exchangeNumber ?? '',
          row.words,
          isoOf(row.startedAt),
          isoOf(row.finishedAt),
        ]),
      );
    }
    const last = rows.at(-1);
    if (rows.length < batch || !last) return `${lines.join('\r\n')}\r\n`;
    after = last.row;
  }
}

/** Every column that a row of the run has, in the order in which they appear. */
function dataColumns(db: Reader, runId: string): string[] {
  return db
    .all<{ name: string }>(
      'SELECT DISTINCT j.key AS name FROM flow_run_rows r, json_each(r.data) j WHERE r.run_id = ? AND r.row BETWEEN 1 AND 100000',
      runId,
    )
    .map(({ name }) => name);
}

export const isoOf = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());
