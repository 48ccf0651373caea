import { useMemo } from 'react';
import type { ImportPlan } from '../../../shared/contract/inventory.ts';
import { Chip } from '../../ui/chip.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';

interface PlanRow {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly isDeprecated: boolean;
  readonly change: 'gone' | 'new' | 'changed' | 'same';
}

const order = { gone: 0, changed: 1, new: 2, same: 3 } as const;
const words = { gone: 'left out', changed: 'changed', new: 'new', same: 'as before' } as const;

const columns: readonly Column<PlanRow>[] = [
  { key: 'change', header: 'Change', width: 108, cell: (row) => <ChangeMark change={row.change} />, value: (row) => words[row.change] },
  { key: 'method', header: 'Method', width: 68, cell: (row) => <code>{row.method}</code>, value: (row) => row.method },
  { key: 'path', header: 'Path', width: 220, cell: (row) => <code>{row.path}</code>, value: (row) => row.path },
  {
    key: 'deprecated',
    header: 'Mark',
    width: 104,
    cell: (row) => (row.isDeprecated ? <Chip state="soon">deprecated</Chip> : null),
    value: (row) => (row.isDeprecated ? 'deprecated' : ''),
  },
  { key: 'summary', header: 'Summary', cell: (row) => row.summary, value: (row) => row.summary },
];

const columnsWithoutMark = columns.filter((one) => one.key !== 'deprecated');

function ChangeMark({ change }: Pick<PlanRow, 'change'>) {
  if (change === 'same') return <span className="faint">{words.same}</span>;
  if (change === 'gone') return <Chip state="soon">{words.gone}</Chip>;
  return <Chip tone={change === 'new' ? 'accent' : 'line'}>{words[change]}</Chip>;
}

/** Every endpoint of the document with what happens to it: those that are gone first, then changed, new and unchanged ones. */
export function PlanEndpoints({ plan }: { readonly plan: ImportPlan }) {
  const rows = useMemo((): readonly PlanRow[] => {
    const gone = plan.removedEndpoints.map((one) => ({
      ...one,
      summary: 'stays in the inventory with its history',
      isDeprecated: false,
      change: 'gone' as const,
    }));
    // With a comparison above, endpoints that stay as they are say nothing new.
    const told = plan.comparison ? plan.endpoints.filter(({ change }) => change !== 'same') : plan.endpoints;
    return [...gone, ...told].toSorted((a, b) => order[a.change] - order[b.change]);
  }, [plan]);
  const hasMarks = rows.some((row) => row.isDeprecated);
  if (rows.length === 0) return null;
  return (
    <div className="inv-plan-endpoints">
      <DataTable
        rows={rows}
        columns={hasMarks ? columns : columnsWithoutMark}
        rowId={(row) => `${row.change} ${row.method} ${row.path}`}
        csvName="Endpoints of the document"
        of={['endpoint', 'endpoints']}
      />
    </div>
  );
}
