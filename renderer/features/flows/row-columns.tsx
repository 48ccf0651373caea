import type { RunRow } from '../../../shared/contract/flows.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Column } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { rowMark, rowName, rowStateWords } from './flow-words.ts';

/** The columns of a run's rows; what was captured has a column each. */
export const rowColumns = (captureNames: readonly string[]): readonly Column<RunRow>[] => [
  {
    key: 'row',
    header: 'Row',
    width: 66,
    align: 'right',
    cell: (row) => (row.row > 0 ? grouped(row.row) : rowName(row.row)),
    value: (row) => row.row,
  },
  {
    key: 'state',
    header: 'State',
    width: 128,
    cell: (row) => (
      <span className="flo-state">
        <Mark state={rowMark[row.state]} /> {rowStateWords[row.state]}
      </span>
    ),
    value: (row) => rowStateWords[row.state],
  },
  {
    key: 'data',
    header: 'Data',
    width: 176,
    cell: (row) => row.dataWords || <span className="faint">–</span>,
    value: (row) => row.dataWords,
  },
  {
    key: 'status',
    header: 'Answer',
    width: 62,
    align: 'right',
    cell: (row) => row.status ?? <span className="faint">–</span>,
    value: (row) => row.status,
  },
  ...captureNames.slice(0, 6).map((name, at): Column<RunRow> => ({
    key: `capture ${name}`,
    header: name,
    width: 132,
    cell: (row) => <span className="flo-captured">{row.captures[name] ?? ''}</span>,
    value: (row) => row.captures[name] ?? '',
    ...(at > 1 ? { initiallyHidden: true } : {}),
  })),
  { key: 'words', header: 'What came of it', cell: (row) => row.words, value: (row) => row.words },
  {
    key: 'vendorId',
    header: 'Vendor request id',
    width: 150,
    cell: (row) => <span className="flo-captured">{row.vendorRequestId ?? ''}</span>,
    value: (row) => row.vendorRequestId,
    initiallyHidden: true,
  },
  {
    key: 'exchange',
    header: 'Exchange',
    width: 76,
    align: 'right',
    cell: (row) =>
      row.exchangeId === null ? (
        ''
      ) : (
        <DoorLink door={{ place: 'console', kind: 'exchange', id: row.exchangeId }}>
          {row.exchangeNumber === null ? null : grouped(row.exchangeNumber)}
        </DoorLink>
      ),
    value: (row) => row.exchangeNumber,
  },
];
