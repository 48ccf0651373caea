import type { FlowRow, FlowRun } from '../../../shared/contract/flows.ts';
import { starterWords } from '../../../shared/domain/flows/starter-words.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Column } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { When } from '../../ui/when.tsx';
import { runMark, runStateWords, tookWords } from './flow-words.ts';
import { RunStrip } from './run-strip.tsx';

export const flowColumns: readonly Column<FlowRow>[] = [
  { key: 'name', header: 'Flow', cell: (row) => <span className="strong">{row.name}</span>, value: (row) => row.name },
  {
    key: 'state',
    header: 'Last run',
    width: 112,
    cell: (row) => {
      const [last] = row.lastRuns;
      if (!last)
        return row.problem === '' ? (
          <span className="faint">not run yet</span>
        ) : (
          <span className="flo-state" title={row.problem}>
            <Mark state="soon" /> cannot run
          </span>
        );
      return (
        <span className="flo-state">
          <Mark state={runMark[last.state]} /> {runStateWords[last.state]}
        </span>
      );
    },
    value: (row) => (row.lastRuns[0] ? runStateWords[row.lastRuns[0].state] : ''),
  },
  {
    key: 'strip',
    givesWay: true,
    header: 'Runs',
    width: 104,
    cell: (row) => <RunStrip runs={row.lastRuns} />,
    value: (row) => row.lastRuns.length,
  },
  {
    key: 'when',
    header: 'When',
    width: 84,
    cell: (row) => (row.lastRuns[0] ? <When at={row.lastRuns[0].startedAt} /> : <span className="faint">–</span>),
    value: (row) => row.lastRuns[0]?.startedAt ?? null,
  },
  { key: 'steps', givesWay: true, header: 'Steps', width: 60, align: 'right', cell: (row) => row.steps, value: (row) => row.steps },
  {
    key: 'where',
    header: 'Environment',
    width: 200,
    cell: (row) => row.environmentWords || <span className="faint">–</span>,
    value: (row) => row.environmentWords,
  },
  {
    key: 'schedule',
    header: 'By itself',
    width: 210,
    cell: (row) => row.scheduleWords ?? <span className="faint">–</span>,
    value: (row) => row.scheduleWords,
  },
  {
    key: 'folder',
    header: 'Folder',
    width: 100,
    cell: (row) => row.folder || <span className="faint">–</span>,
    value: (row) => row.folder,
    initiallyHidden: true,
  },
];

export const runColumns: readonly Column<FlowRun>[] = [
  { key: 'number', header: 'Run', width: 56, align: 'right', cell: (row) => row.number, value: (row) => row.number },
  {
    key: 'state',
    header: 'State',
    width: 140,
    cell: (row) => (
      <span className="flo-state">
        <Mark state={runMark[row.state]} /> {runStateWords[row.state]}
      </span>
    ),
    value: (row) => runStateWords[row.state],
  },
  { key: 'flow', header: 'Flow', cell: (row) => row.flowName, value: (row) => row.flowName },
  { key: 'rows', header: 'Rows', width: 64, align: 'right', cell: (row) => grouped(row.rows), value: (row) => row.rows },
  {
    key: 'checks',
    header: 'Checks',
    width: 96,
    align: 'right',
    cell: (row) =>
      row.checks === 0 ? (
        '–'
      ) : row.checksHeld < row.checks ? (
        <DoorLink door={{ place: 'console', kind: 'flow-run-checks', id: row.id }}>
          {grouped(row.checksHeld)} of {grouped(row.checks)}
        </DoorLink>
      ) : (
        `${grouped(row.checksHeld)} of ${grouped(row.checks)}`
      ),
    value: (row) => row.checksHeld,
  },
  { key: 'where', header: 'Environment', width: 200, cell: (row) => row.environmentWords, value: (row) => row.environmentWords },
  { key: 'who', header: 'Started by', width: 100, cell: starterWords, value: starterWords },
  { key: 'at', header: 'Started', width: 110, cell: (row) => <When at={row.startedAt} />, value: (row) => row.startedAt },
  {
    key: 'took',
    header: 'Took',
    width: 80,
    align: 'right',
    cell: (row) => (row.finishedAt === null ? '–' : tookWords(row.finishedAt - row.startedAt)),
    value: (row) => (row.finishedAt === null ? null : row.finishedAt - row.startedAt),
  },
];
