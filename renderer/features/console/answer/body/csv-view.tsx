import Papa from 'papaparse';
import { useMemo, type ReactElement } from 'react';
import { rowEndOf, withoutRowEnd } from '../../../../../shared/domain/csv-row-ends.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { formatCount } from '../../../../ui/format.ts';

interface CsvRow {
  readonly at: number;
  readonly cells: readonly string[];
}

const number = /^-?\d[\d.,]*$/;

/** CSV as a table, with its first line as the names of the columns. */
export function CsvView({ text, exchangeNumber }: { readonly text: string; readonly exchangeNumber: number }): ReactElement {
  const { columns, rows, isRagged } = useMemo(() => readCsv(text), [text]);
  return (
    <DataTable<CsvRow>
      rows={rows}
      columns={columns}
      rowId={(row) => String(row.at)}
      csvName={`exchange ${exchangeNumber}`}
      footerWords={`${formatCount(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}, ${formatCount(columns.length)} columns${isRagged ? '; some rows have more or fewer' : ''}`}
    />
  );
}

function readCsv(text: string): { columns: Column<CsvRow>[]; rows: CsvRow[]; isRagged: boolean } {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy', newline: rowEndOf(text) });
  const [head = [], ...rest] = data.map(withoutRowEnd);
  const rows = rest.map((cells, at): CsvRow => ({ at, cells }));
  const width = rows.slice(0, 500).reduce((most, { cells }) => Math.max(most, cells.length), head.length);
  const columns = Array.from({ length: width }, (_, at): Column<CsvRow> => {
    const some = rows.slice(0, 50).map(({ cells }) => cells[at] ?? '');
    const isNumber = some.length > 0 && some.every((cell) => cell === '' || number.test(cell)) && some.some((cell) => cell !== '');
    const longest = some.reduce((most, cell) => Math.max(most, cell.length), head[at]?.length ?? 0);
    return {
      key: String(at),
      header: head[at]?.trim() || `Column ${at + 1}`,
      width: Math.max(70, Math.min(280, longest * 7 + 42)),
      ...(isNumber ? { align: 'right' as const } : {}),
      cell: ({ cells }) => cells[at] ?? '',
      value: ({ cells }) => {
        const cell = cells[at] ?? '';
        return isNumber && cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell;
      },
    };
  });
  return { columns, rows, isRagged: rows.some(({ cells }) => cells.length !== head.length) };
}
