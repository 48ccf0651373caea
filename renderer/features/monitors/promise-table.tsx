import type { PromiseReport } from '../../../shared/contract/monitors.ts';
import { percentWords, rangeWords, seenPercent, verdictLabels, wholePercent } from '../../../shared/domain/monitors/verdict-words.ts';
import { go } from '../../app/navigate.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { promiseWords, stripWords } from './monitor-words.ts';
import { SlotStrip } from './slot-strip.tsx';
import { VerdictChip } from './verdict-chip.tsx';

const seenWords = (row: PromiseReport): string => (row.unit === 'slot' ? seenPercent(row.coverage ?? 0) : 'all known');

const columns: readonly Column<PromiseReport>[] = [
  { key: 'name', header: 'Promise', width: 178, cell: (row) => <b className="strong">{row.name}</b>, value: (row) => row.name },
  {
    key: 'process',
    isMinor: true,
    header: 'Process',
    width: 104,
    initiallyHidden: true,
    cell: (row) => row.processName ?? <span className="faint">none</span>,
    value: (row) => row.processName,
  },
  {
    key: 'verdict',
    header: 'Verdict so far',
    width: 118,
    cell: (row) => <VerdictChip verdict={row.verdict} />,
    value: (row) => verdictLabels[row.verdict],
  },
  { key: 'kind', isMinor: true, header: 'Of', width: 136, cell: (row) => promiseWords(row), value: promiseWords },
  { key: 'target', header: 'Target', width: 70, align: 'right', cell: (row) => percentWords(row.target), value: (row) => row.target },
  {
    key: 'observed',
    header: 'Observed',
    width: 86,
    align: 'right',
    cell: (row) => (row.observed === null ? <span className="faint">–</span> : percentWords(row.observed)),
    value: (row) => row.observed,
  },
  {
    key: 'seen',
    header: 'Seen',
    width: 92,
    align: 'right',
    cell: (row) => (row.observed === null ? <span className="faint">0 %</span> : seenWords(row)),
    value: (row) => row.coverage,
  },
  {
    key: 'range',
    isMinor: true,
    header: 'Possible',
    width: 112,
    align: 'right',
    cell: (row) => (row.lower === null || row.upper === null ? <span className="faint">–</span> : rangeWords(row.lower, row.upper)),
    value: (row) => (row.lower === null || row.upper === null ? null : rangeWords(row.lower, row.upper)),
  },
  {
    key: 'left',
    isMinor: true,
    header: 'Allowance left',
    width: 104,
    align: 'right',
    cell: (row) => (row.allowanceLeft === null ? <span className="faint">unknown</span> : leftWords(row.allowanceLeft)),
    value: (row) => row.allowanceLeft,
  },
  {
    key: 'n',
    isMinor: true,
    header: 'n',
    width: 90,
    align: 'right',
    initiallyHidden: true,
    cell: (row) => `${formatCount(row.good + row.bad)} of ${formatCount(row.elapsed)}`,
    value: (row) => row.good + row.bad,
  },
  {
    key: 'days',
    isDrawn: true,
    isMinor: true,
    header: 'Month',
    width: 196,
    cell: (row) => (row.days.length === 0 ? <span className="faint">every {row.unit} known</span> : <SlotStrip days={row.days} />),
    value: (row) => stripWords(row.days),
  },
];

/** "77 %", "used up". */
const leftWords = (left: number): string => (left < 0 ? 'used up' : wholePercent(left));

interface PromiseTableProps {
  readonly rows: readonly PromiseReport[];
  readonly selectedId: string | null;
}

/** The promises of this month with what each figure rests on. */
export function PromiseTable({ rows, selectedId }: PromiseTableProps) {
  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onOpen={(row) => go({ place: 'monitors', kind: 'promise', id: row.id })}
      csvName="Promises"
      footerWords={`${rows.length} ${rows.length === 1 ? 'promise' : 'promises'} this month · observed is rounded down; possible: all unseen bad, to all good`}
      empty={
        <p className="mon-nothing">
          No promise yet. A promise says how often something has to work, and is judged every month by what was seen.
        </p>
      }
    />
  );
}
