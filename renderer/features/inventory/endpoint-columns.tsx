import type { Endpoint } from '../../../shared/contract/inventory.ts';
import { dayWithYear } from '../../../shared/domain/day-words.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { When } from '../../ui/when.tsx';

/** Deprecation as shape and words: square with the end date when the vendor named one. */
export function DeprecatedMark({ endpoint }: { readonly endpoint: Pick<Endpoint, 'isDeprecated' | 'sunsetAt'> }) {
  if (!endpoint.isDeprecated && endpoint.sunsetAt === null) return null;
  return <Chip state="soon">{endpoint.sunsetAt === null ? 'deprecated' : `ends ${dayWithYear(endpoint.sunsetAt)}`}</Chip>;
}

const method: Column<Endpoint> = {
  key: 'method',
  header: 'Method',
  width: 66,
  cell: (row) => <code>{row.method}</code>,
  value: (row) => row.method,
};
const path: Column<Endpoint> = {
  key: 'path',
  header: 'Path',
  width: 210,
  cell: (row) => <code title={row.path}>{row.path}</code>,
  value: (row) => row.path,
};
const summary: Column<Endpoint> = {
  key: 'summary',
  header: 'Summary',
  width: 200,
  cell: (row) => <span title={row.summary}>{row.summary}</span>,
  value: (row) => row.summary,
};
const mark: Column<Endpoint> = {
  key: 'deprecated',
  header: 'Mark',
  width: 124,
  cell: (row) => <DeprecatedMark endpoint={row} />,
  value: (row) => (row.isDeprecated ? 'deprecated' : ''),
};
const calls: Column<Endpoint> = {
  key: 'calls',
  header: 'Calls 30 d',
  width: 76,
  align: 'right',
  cell: (row) =>
    row.calls30d === 0 ? (
      <span className="faint">–</span>
    ) : (
      <DoorLink door={{ place: 'console', kind: 'endpoint', id: row.id }}>{grouped(row.calls30d)}</DoorLink>
    ),
  value: (row) => row.calls30d,
};
const findings: Column<Endpoint> = {
  key: 'findings',
  header: 'Findings',
  width: 72,
  align: 'right',
  cell: (row) =>
    row.openFindings === 0 ? (
      <span className="faint">–</span>
    ) : (
      <span className="inv-findings">
        <Mark state="soon" /> {row.openFindings}
      </span>
    ),
  value: (row) => row.openFindings,
};
const last: Column<Endpoint> = {
  key: 'last',
  header: 'Last call',
  width: 110,
  initiallyHidden: true,
  cell: (row) => (row.lastCallAt === null ? <span className="faint">never</span> : <When at={row.lastCallAt} />),
  value: (row) => row.lastCallAt,
};

/** Of a table of its own; beside an open detail there is room for what tells endpoints apart. */
export const wideColumns: readonly Column<Endpoint>[] = [
  method,
  path,
  { ...summary, width: 158 },
  mark,
  { ...calls, isMinor: true },
  { ...findings, isMinor: true },
  last,
];

/** Inside a panel of some 380 pixels; a wider panel shows the summary too. */
export function panelColumns(hasMarks: boolean): readonly Column<Endpoint>[] {
  return [
    { ...method, width: 66 },
    { ...path, width: hasMarks ? 132 : 210 },
    calls,
    ...(hasMarks ? [{ ...mark, width: 106 }] : []),
    findings,
    { ...summary, width: 220 },
    last,
  ];
}
