import type { reportFormats } from '../../../shared/contract/flows.ts';
import { renderHtml, renderMarkdown, renderPdf } from '../documents/index.ts';
import type { Engine } from '../engine.ts';
import { junitLines, type ToldRow } from './junit.ts';
import { isLive } from './live-runs.ts';
import { receiptOf, reportOf } from './paper-of-run.ts';
import { listRunRows, presentCall, presentDetail } from './present-run.ts';
import { resultCsv } from './result-table.ts';
import { requireRun, type StoredCall } from './store.ts';

export type ReportFormat = (typeof reportFormats)[number];

export interface Exported {
  readonly fileName: string;
  readonly mediaType: string;
  readonly base64: string;
}

const endings: Readonly<Record<ReportFormat, readonly [ending: string, mediaType: string]>> = {
  junit: ['.xml', 'application/xml'],
  json: ['.json', 'application/json'],
  html: ['.html', 'text/html'],
  csv: ['.csv', 'text/csv'],
  receipt: ['-receipt.md', 'text/markdown'],
  'receipt-pdf': ['-receipt.pdf', 'application/pdf'],
};

/** A run as a file. */
export async function exportRun(engine: Engine, runId: string, format: ReportFormat): Promise<Exported> {
  const [ending, mediaType] = endings[format];
  const run = presentDetail(engine.db, requireRun(engine.db, runId), isLive(engine, runId));
  const bytes = await bytesOf(engine, runId, format);
  const stem = `${run.flowName} run ${run.number}`
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
  return {
    fileName: `${stem || 'flow'}${ending}`,
    mediaType,
    base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  };
}

async function bytesOf(engine: Engine, runId: string, format: ReportFormat): Promise<Uint8Array> {
  const { db } = engine;
  const run = presentDetail(db, requireRun(db, runId), isLive(engine, runId));
  if (format === 'csv') return Buffer.from(resultCsv(db, runId));
  const rows = toldRows(engine, runId);
  const createdAt = run.finishedAt ?? run.startedAt;
  switch (format) {
    case 'junit':
      return Buffer.from(`${[...junitLines(run, rows)].join('\n')}\n`);
    case 'json': {
      // What going on with it would ask now is no part of what was.
      const { guarded: _now, ...told } = run;
      return Buffer.from(`${JSON.stringify({ run: told, rows: rows.map(({ row, calls }) => ({ ...row, calls })) }, null, 2)}\n`);
    }
    case 'html':
      return Buffer.from(renderHtml(reportOf(run, rows, createdAt)));
    case 'receipt':
      return Buffer.from(renderMarkdown(receiptOf(run, rows, resultCsv(db, runId), createdAt)));
    case 'receipt-pdf':
      return renderPdf(receiptOf(run, rows, resultCsv(db, runId), createdAt));
  }
}

/** Every row with its calls, read in one go: a query for each row would cost more than the report. */
function toldRows({ db }: Engine, runId: string): ToldRow[] {
  const calls = Map.groupBy(db.all<StoredCall>('SELECT * FROM flow_run_calls WHERE run_id = ? ORDER BY row, seq', runId), ({ row }) => row);
  const order = (row: number): number => (row === -1 ? Number.MAX_SAFE_INTEGER : row);
  return listRunRows(db, runId)
    .toSorted((a, b) => order(a.row) - order(b.row))
    .map((row) => ({ row, calls: (calls.get(row.row) ?? []).map(presentCall) }));
}
