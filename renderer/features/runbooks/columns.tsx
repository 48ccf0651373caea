import type { PersonProgress, RunbookRow, RunRow } from '../../../shared/contract/runbooks.ts';
import type { Column } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark, StandingWords } from '../../ui/mark.tsx';
import { When } from '../../ui/when.tsx';
import { durationWords, runStanding } from './runbook-words.ts';

export const runbookColumns: readonly Column<RunbookRow>[] = [
  { key: 'name', header: 'Runbook', cell: (row) => <span className="strong">{row.name}</span>, value: (row) => row.name },
  {
    key: 'state',
    header: 'State',
    width: 200,
    cell: (row) => <StandingWords standing={{ ...row.standing, door: null }} />,
    value: (row) => row.standing.words,
  },
  { key: 'severity', isMinor: true, header: 'Severity', width: 80, cell: (row) => row.severity, value: (row) => row.severity },
  {
    key: 'owner',
    header: 'Owner',
    width: 100,
    cell: (row) => row.ownerName ?? <span className="faint">nobody</span>,
    value: (row) => row.ownerName,
  },
  { key: 'steps', isMinor: true, header: 'Steps', width: 60, align: 'right', cell: (row) => row.steps, value: (row) => row.steps },
  {
    key: 'revision',
    isMinor: true,
    header: 'Revision',
    width: 90,
    cell: (row) => (row.published === 0 ? 'draft' : `v${row.published}${row.hasDraft ? ', draft' : ''}`),
    value: (row) => row.published,
  },
  { key: 'runs', isMinor: true, header: 'Runs', width: 60, align: 'right', cell: (row) => row.runs, value: (row) => row.runs },
  {
    key: 'last',
    header: 'Last run',
    width: 120,
    cell: (row) => (row.lastRunAt === null ? <span className="faint">never</span> : <When at={row.lastRunAt} />),
    value: (row) => row.lastRunAt,
  },
  { key: 'purpose', header: 'Purpose', width: 300, cell: (row) => row.purpose, value: (row) => row.purpose, initiallyHidden: true },
];

export const runColumns: readonly Column<RunRow>[] = [
  {
    key: 'number',
    header: 'Run',
    width: 50,
    align: 'right',
    cell: (row) => row.number,
    value: (row) => row.number,
  },
  {
    key: 'state',
    header: 'State',
    width: 150,
    cell: (row) => {
      const { state, words } = runStanding(row);
      return (
        <span className="rb-state">
          <Mark state={state} /> {row.isDrill ? `drill, ${words}` : words}
        </span>
      );
    },
    value: (row) => runStanding(row).words,
  },
  {
    key: 'runbook',
    header: 'Runbook',
    cell: (row) => (row.subjectName === null ? row.runbookName : `${row.runbookName}: ${row.subjectName}`),
    value: (row) => row.runbookName,
  },
  { key: 'now', isMinor: true, header: 'Where it stands', width: 260, cell: (row) => row.nowWords, value: (row) => row.nowWords },
  {
    key: 'incident',
    header: 'Incident',
    width: 80,
    cell: (row) =>
      row.incidentId === null ? (
        '–'
      ) : (
        <DoorLink door={{ place: 'monitors', kind: 'incident', id: row.incidentId }}>{row.incidentWords ?? 'gone'}</DoorLink>
      ),
    value: (row) => row.incidentWords,
  },
  { key: 'who', isMinor: true, header: 'Started by', width: 90, cell: (row) => row.startedBy, value: (row) => row.startedBy },
  { key: 'at', header: 'Started', width: 120, cell: (row) => <When at={row.startedAt} />, value: (row) => row.startedAt },
  {
    key: 'took',
    isMinor: true,
    header: 'Took',
    width: 110,
    align: 'right',
    cell: (row) => (row.finishedAt === null ? `${row.stepsDone} of ${row.steps} steps` : durationWords(row.finishedAt - row.startedAt)),
    value: (row) => (row.finishedAt === null ? null : row.finishedAt - row.startedAt),
  },
];

export const peopleColumns: readonly Column<PersonProgress>[] = [
  { key: 'name', header: 'Person', width: 140, cell: (row) => <span className="strong">{row.name}</span>, value: (row) => row.name },
  {
    key: 'state',
    header: 'State',
    width: 200,
    cell: (row) => <StandingWords standing={row.standing} />,
    value: (row) => row.standing.words,
  },
  {
    key: 'percent',
    isMinor: true,
    header: 'Onboarding',
    width: 130,
    cell: (row) =>
      row.percent === null ? (
        '–'
      ) : (
        <span className="num">
          <span className="rb-person-bar" aria-hidden="true">
            <span style={{ width: `${row.percent}%` }} />
          </span>
          {row.percent} %
        </span>
      ),
    value: (row) => row.percent,
  },
  { key: 'next', header: 'Next', cell: (row) => row.nextWords, value: (row) => row.nextWords },
  {
    key: 'read',
    header: 'Read',
    width: 80,
    align: 'right',
    cell: (row) => `${row.read} of ${row.read + row.toRead.length}`,
    value: (row) => row.read,
  },
  {
    key: 'drills',
    isMinor: true,
    header: 'Drills',
    width: 70,
    align: 'right',
    cell: (row) => row.drills.length,
    value: (row) => row.drills.length,
  },
  {
    key: 'keys',
    isMinor: true,
    header: 'Keys',
    width: 70,
    align: 'right',
    cell: (row) => row.credentials.length,
    value: (row) => row.credentials.length,
  },
];
