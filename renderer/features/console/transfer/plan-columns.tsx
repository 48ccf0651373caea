import type { TransferPlan } from '../../../../shared/contract/transfer.ts';
import type { Column } from '../../../ui/data-table.tsx';
import { Mark } from '../../../ui/mark.tsx';

/** A request of the plan, or something of the file that is none here. */
export interface PlanRow {
  readonly key: string;
  readonly name: string;
  readonly renamedFrom: string | null;
  readonly folder: string;
  readonly call: string;
  readonly place: string;
  readonly checks: readonly string[];
  readonly lost: readonly string[];
  readonly refusal: string | null;
}

export const rowIdOf = ({ key }: PlanRow): string => `take-${key}`;

/** Everything of the file, so that the table's counts are those of the file. */
export function planRows(plan: TransferPlan): PlanRow[] {
  const homes = new Map(plan.homes.map((home) => [home.key, home]));
  const requests = plan.requests.map((one): PlanRow => {
    const home = one.homeKey === null ? undefined : homes.get(one.homeKey);
    return {
      key: one.key,
      name: one.name,
      renamedFrom: one.renamedFrom,
      folder: one.folder,
      call: `${one.method} ${one.path}`,
      place:
        home === undefined ? '' : plan.homes.length === 1 ? (one.environmentName ?? '') : `${one.environmentName ?? ''} of ${home.apiName}`,
      checks: one.checks,
      lost: one.lost,
      refusal: one.refusal,
    };
  });
  const left = plan.left.map(({ name, reason }, index): PlanRow => ({
    key: `left-${index}`,
    name,
    renamedFrom: null,
    folder: '',
    call: '',
    place: '',
    checks: [],
    lost: [],
    refusal: reason,
  }));
  return [...requests, ...left];
}

const behindWords = ({ refusal, lost, renamedFrom }: PlanRow): string =>
  refusal ??
  (lost.length === 0
    ? renamedFrom === null
      ? ''
      : `called “${renamedFrom}” there`
    : lost.length === 1
      ? (lost[0] ?? '')
      : `${lost.length} things: ${lost[0] ?? ''}`);

/** The columns of the plan; the first takes a request or leaves it out. */
export function planColumns(keys: ReadonlySet<string>, onToggle: (key: string) => void): readonly Column<PlanRow>[] {
  return [
    {
      key: 'taken',
      header: 'Take',
      width: 52,
      cell: (row) => (
        <input
          type="checkbox"
          aria-label={`Take “${row.name}”`}
          checked={keys.has(row.key)}
          disabled={row.refusal !== null}
          tabIndex={-1}
          onClick={(event) => event.stopPropagation()}
          onChange={() => onToggle(row.key)}
        />
      ),
      value: (row) => (keys.has(row.key) ? 'yes' : 'no'),
    },
    { key: 'name', header: 'Request', width: 200, cell: (row) => row.name, value: (row) => row.name },
    { key: 'folder', header: 'Folder', width: 110, cell: (row) => row.folder, value: (row) => row.folder, isMinor: true },
    { key: 'call', header: 'Call', width: 190, cell: (row) => <code>{row.call}</code>, value: (row) => row.call },
    { key: 'place', header: 'Goes to', width: 110, cell: (row) => row.place, value: (row) => row.place },
    {
      key: 'checks',
      header: 'Checks',
      width: 60,
      align: 'right',
      cell: (row) => (row.checks.length === 0 ? '' : row.checks.length),
      value: (row) => row.checks.length,
    },
    {
      key: 'behind',
      header: 'Stays behind',
      cell: (row) => {
        const words = behindWords(row);
        return words === '' ? (
          ''
        ) : (
          <span className="trf-behind">
            {row.refusal === null && row.lost.length === 0 ? null : <Mark state={row.refusal === null ? 'soon' : 'no data'} />}
            <span className="ellipsis">{words}</span>
          </span>
        );
      },
      value: behindWords,
    },
  ];
}
