import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { MappingDetail, OutputRow } from '../../../shared/contract/mappings.ts';
import { errorWords } from '../../../shared/domain/mappings/rule-words.ts';
import { api, client } from '../../app/client.ts';
import { attempt } from '../../ui/attempt.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Button } from '../../ui/button.tsx';
import { shortPath } from './mapping-words.ts';
import { useMappingsStore } from './mappings-store.ts';

type Only = 'all' | 'changed' | 'rejected';

interface RowsSheetProps {
  readonly detail: MappingDetail;
  readonly field: string;
  readonly onClose: () => void;
}

/** What one field becomes in every kept row of the sample; any row can become a golden sample. */
export function RowsSheet({ detail, field, onClose }: RowsSheetProps): ReactElement {
  const [only, setOnly] = useState<Only>(detail.coverage.values.rejected > 0 ? 'rejected' : 'all');
  const { chooseRow } = useMappingsStore();
  const asked = useMappingsStore((state) => state.row[detail.id]);
  const output = useQuery(api.mappings.output.queryOptions({ input: { id: detail.id, field, only, limit: 1000 } }));
  const paths = useMemo(() => output.data?.columns ?? [], [output.data]);
  const columns = useMemo(() => columnsOf(paths, detail), [paths, detail]);
  return (
    <Sheet title={`${field} on the rows of ${detail.sample?.fileName ?? 'the sample'}`} opened onClose={onClose} width={880}>
      <div className="map-rows">
        <div className="map-rows-head">
          <Tabs<Only>
            label="Which rows"
            value={only}
            onChange={setOnly}
            items={[
              { value: 'all', label: 'All' },
              ...(detail.draft && detail.active ? [{ value: 'changed' as const, label: 'Changed by the draft' }] : []),
              { value: 'rejected', label: 'Not written because of it' },
            ]}
          />
          {asked === undefined ? null : (
            <Button
              small
              onClick={() =>
                void attempt(() => client.mappings.addGolden({ id: detail.id, row: asked - 1 }), `Row ${asked} is a golden sample now`)
              }
            >
              Make row {asked} a golden sample
            </Button>
          )}
        </div>
        <DataTable<OutputRow>
          rows={output.data?.rows ?? []}
          columns={columns}
          rowId={(row) => String(row.row)}
          selectedId={asked === undefined ? null : String(asked)}
          onOpen={(row) => chooseRow(detail.id, row.row)}
          csvName="mapped rows"
          isLoading={output.isPending}
          empty={only === 'rejected' ? `No row is kept back because of ${field}.` : 'No row.'}
        />
      </div>
    </Sheet>
  );
}

const shown = (value: OutputRow['after'] | undefined): string => (value === null ? 'null' : value === undefined ? '' : String(value));

function columnsOf(paths: readonly string[], detail: MappingDetail): Column<OutputRow>[] {
  return [
    {
      key: 'row',
      header: 'Row',
      width: 60,
      align: 'right',
      cell: (row) => <span className="num">{row.row}</span>,
      value: (row) => row.row,
    },
    ...paths.map((path): Column<OutputRow> => ({
      key: path,
      header: shortPath(path, 18),
      width: 130,
      cell: (row) => row.source[path] ?? '',
      value: (row) => row.source[path] ?? '',
    })),
    ...(detail.draft && detail.active
      ? [
          {
            key: 'before',
            header: `Active ${detail.active.number}`,
            width: 110,
            cell: (row: OutputRow) => shown(row.before),
            value: (row: OutputRow) => shown(row.before),
          },
        ]
      : []),
    { key: 'after', header: 'Output', width: 130, cell: (row) => <strong>{shown(row.after)}</strong>, value: (row) => shown(row.after) },
    { key: 'result', header: 'Result', cell: (row) => resultWords(row), value: (row) => resultWords(row) },
  ];
}

const resultWords = (row: OutputRow): string => (row.errors[0] ? `${row.errors[0].effect}: ${errorWords(row.errors[0].code)}` : 'written');
