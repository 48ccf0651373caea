import { useMemo, type ReactElement } from 'react';
import type { Comparison, Difference } from '../../../../../shared/contract/answers.ts';
import { differenceTotal } from '../../../../../shared/domain/answers/comparison-title.ts';
import { Button } from '../../../../ui/button.tsx';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { Empty } from '../../../../ui/empty.tsx';
import { formatCount } from '../../../../ui/format.ts';
import { leftOutTotal } from './comparison-words.ts';

const kindWords = { added: 'added', removed: 'removed', changed: 'changed', type: 'other type', order: 'other order' } as const;
const signs = { added: '+', removed: '−', changed: '≠', type: '≠', order: '⇅' } as const;

interface Listed extends Difference {
  readonly at: number;
}

export interface DifferenceTableProps {
  readonly found: Comparison;
  readonly onLeaveOut: (path: string) => void;
}

/** Each difference with its place and what stands there on either side. */
export function DifferenceTable({ found, onLeaveOut }: DifferenceTableProps): ReactElement {
  const rows = useMemo(() => found.differences.map((one, at): Listed => ({ ...one, at })), [found.differences]);
  const columns = useMemo(() => columnsOf(onLeaveOut), [onLeaveOut]);
  const total = differenceTotal(found);
  return (
    <DataTable<Listed>
      rows={rows}
      columns={columns}
      rowId={(row) => `${row.at} ${row.path}`}
      csvName="differences"
      footerWords={total > rows.length ? `The first ${formatCount(rows.length)} of ${formatCount(total)}` : undefined}
      empty={
        <Empty
          title={
            found.reason ??
            (leftOutTotal(found) > 0 ? 'The two bodies say the same, but for what is left out.' : 'The two bodies say the same.')
          }
        />
      }
    />
  );
}

const columnsOf = (onLeaveOut: (path: string) => void): Column<Listed>[] => [
  {
    key: 'kind',
    header: 'What',
    width: 108,
    cell: ({ kind }) => (
      <span className="dif-kind" data-kind={kind}>
        <span aria-hidden="true">{signs[kind]}</span> {kindWords[kind]}
      </span>
    ),
    value: ({ kind }) => kindWords[kind],
  },
  { key: 'path', header: 'Where', width: 300, cell: ({ path }) => <span className="mono">{path}</span>, value: ({ path }) => path },
  { key: 'left', header: 'Left', width: 240, cell: ({ left }) => <span className="mono">{left ?? ''}</span>, value: ({ left }) => left },
  {
    key: 'right',
    header: 'Right',
    cell: ({ right, note }) => (
      <span>
        <span className="mono">{right ?? ''}</span>
        {note !== '' && <span className="muted"> {note}</span>}
      </span>
    ),
    value: ({ right, note }) => right ?? note,
  },
  {
    key: 'act',
    header: 'Leave out',
    width: 128,
    cell: ({ generalPath, kind }) =>
      generalPath === '' || generalPath === '$' || kind === 'order' ? null : (
        <Button
          small
          kind="quiet"
          title={`Leave out ${generalPath} from now on`}
          onClick={(event) => {
            event.stopPropagation();
            onLeaveOut(generalPath);
          }}
        >
          Leave this out
        </Button>
      ),
  },
];
