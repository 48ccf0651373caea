import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { errorWords } from '../../../shared/domain/mappings/rule-words.ts';
import { api, client } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { counted, runWords } from './mapping-words.ts';

interface KeptRow {
  readonly row: number;
  readonly outcome: 'rejected' | 'held';
  readonly errors: readonly { readonly field: string; readonly code: string; readonly value: string }[];
  readonly source: string;
}

const reasons = (row: KeptRow): string => row.errors.map(({ field, code }) => `${field}: ${errorWords(code)}`).join('; ');

const columns: readonly Column<KeptRow>[] = [
  {
    key: 'row',
    header: 'Row',
    width: 64,
    align: 'right',
    cell: (row) => <span className="num">{formatCount(row.row)}</span>,
    value: (row) => row.row,
  },
  { key: 'outcome', header: 'State', width: 84, cell: (row) => row.outcome, value: (row) => row.outcome },
  { key: 'reason', header: 'Why', width: 260, cell: (row) => reasons(row), value: reasons },
  {
    key: 'value',
    header: 'Value',
    width: 120,
    cell: (row) => <code>{row.errors[0]?.value}</code>,
    value: (row) => row.errors[0]?.value ?? '',
  },
  { key: 'source', header: 'Source row', cell: (row) => <code className="map-faint">{row.source}</code>, value: (row) => row.source },
];

/** What a run did with a file: every row is written or kept back, with the reason. */
export function RunSheet({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }): ReactElement {
  const read = useQuery(api.mappings.rejectedRows.queryOptions({ input: { runId, limit: 10_000 } }));
  const save = (part: 'written' | 'rejected'): Promise<boolean> =>
    attempt(async () => {
      const { fileName, text } = await client.mappings.runOutput({ runId, part });
      await shell.call('saveText', { suggestedName: fileName, text });
    });
  const run = read.data?.run;
  const kept = run ? run.rejected + run.held : 0;
  return (
    <Sheet title={run ? runWords(run) : 'Run'} opened onClose={onClose} width={820}>
      {read.isPending ? <Loading /> : null}
      {read.isError ? <FaultNote fault={read.error} onRetry={() => void read.refetch()} /> : null}
      {run ? (
        <div className="map-rows">
          <Facts
            items={[
              [
                'Rows',
                `${formatCount(run.rowsIn)} in = ${formatCount(run.written)} written + ${formatCount(run.rejected)} rejected + ${formatCount(run.held)} held${run.flagged > 0 ? `; ${formatCount(run.flagged)} written with a flag` : ''}`,
              ],
              ['Pinned to', `revision ${run.revisionNumber}, run ${run.number} by ${run.actor}, ${formatInstant(run.finishedAt)}`],
              ['Input', <code key="input" title={run.inputSha256}>{`${run.fileName}, SHA-256 ${run.inputSha256.slice(0, 16)}…`}</code>],
              ['Output', <code key="output" title={run.outputSha256}>{`SHA-256 ${run.outputSha256.slice(0, 16)}…`}</code>],
            ]}
          />
          {run.unreviewed.length > 0 ? (
            <p className="map-state soon">
              <Mark state="soon" />
              New in this file, and nobody has looked at it: {run.unreviewed.slice(0, 6).join(', ')}
            </p>
          ) : null}
          <div className="map-buttons">
            {run.hasOutput ? (
              <Button kind="primary" onClick={() => void save('written')}>
                Save output
              </Button>
            ) : null}
            {kept > 0 && run.hasOutput ? <Button onClick={() => void save('rejected')}>Save rows kept back</Button> : null}
            {kept > 0 && run.reviewedAt === null ? (
              <Button
                kind="quiet"
                onClick={() => void attempt(() => client.mappings.reviewRun({ runId }), 'Looked at: Today no longer names this run')}
              >
                I have looked at them
              </Button>
            ) : null}
          </div>
          {kept > 0 ? (
            <DataTable<KeptRow>
              rows={read.data?.rows ?? []}
              columns={columns}
              rowId={(row) => String(row.row)}
              csvName="rows kept back"
              footerWords={
                kept > (read.data?.rows.length ?? 0)
                  ? `the first ${formatCount(read.data?.rows.length ?? 0)} of ${formatCount(kept)}; all of them are in the saved file`
                  : counted(kept, 'row', 'rows')
              }
            />
          ) : null}
        </div>
      ) : null}
    </Sheet>
  );
}
