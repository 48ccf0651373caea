import type { MockRequest, MockState } from '../../../shared/contract/mock.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Mark, StandingWords } from '../../ui/mark.tsx';
import { apiWords } from './mock-words.ts';

export const mockColumns: readonly Column<MockState>[] = [
  { key: 'api', header: 'API', width: 240, cell: (mock) => <span className="strong">{apiWords(mock)}</span>, value: apiWords },
  {
    key: 'state',
    header: 'State',
    width: 180,
    cell: (mock) => <StandingWords standing={mock.standing} />,
    value: (mock) => mock.standing.words,
  },
  {
    key: 'address',
    header: 'Address',
    width: 180,
    cell: (mock) => (mock.url === null ? <span className="faint">–</span> : <code>{mock.url}</code>),
    value: (mock) => mock.url,
  },
  {
    key: 'requests',
    header: 'Requests',
    width: 90,
    align: 'right',
    cell: (mock) => <span className={mock.requests === 0 ? 'faint' : 'num'}>{mock.isRunning ? formatCount(mock.requests) : '–'}</span>,
    value: (mock) => mock.requests,
  },
  {
    key: 'effects',
    header: 'Made to go wrong',
    cell: (mock) => (mock.effects === '' ? <span className="faint">nothing</span> : <span title={mock.effects}>{mock.effects}</span>),
    value: (mock) => mock.effects,
  },
  {
    key: 'endpoints',
    header: 'Endpoints',
    width: 90,
    align: 'right',
    isMinor: true,
    cell: (mock) => (
      <DoorLink door={{ place: 'inventory', kind: 'api', id: mock.apiId }}>
        <span className="num">{formatCount(mock.endpointCount)}</span>
      </DoorLink>
    ),
    value: (mock) => mock.endpointCount,
  },
];

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const kinds = { answered: 'holds', refused: 'soon', injected: 'broken' } as const;
const kindWords = { answered: 'as the contract says', refused: 'refused', injected: 'made to go wrong' } as const;

export const requestColumns: readonly Column<MockRequest>[] = [
  { key: 'at', header: 'Time', width: 96, cell: (row) => <span className="num">{time.format(row.at)}</span>, value: (row) => row.number },
  {
    key: 'status',
    header: 'Answered',
    width: 84,
    cell: (row) => (
      <span className="mock-status" title={kindWords[row.kind]}>
        <Mark state={kinds[row.kind]} />
        <span className="num">{row.status}</span>
        <span className="visually-hidden">, {kindWords[row.kind]}</span>
      </span>
    ),
    value: (row) => row.status,
  },
  {
    key: 'call',
    header: 'Request',
    width: 200,
    cell: (row) => (
      <code className="mock-call" title={`${row.method} ${row.path}`}>
        {row.method} {row.path}
      </code>
    ),
    value: (row) => `${row.method} ${row.path}`,
  },
  { key: 'why', header: 'Why', cell: (row) => <span title={row.why}>{row.why}</span>, value: (row) => row.why },
  {
    key: 'ms',
    header: 'ms',
    width: 64,
    align: 'right',
    cell: (row) => <span className="num">{formatCount(Math.round(row.durationMs))}</span>,
    value: (row) => Math.round(row.durationMs),
  },
  {
    key: 'bytes',
    header: 'Bytes',
    width: 76,
    align: 'right',
    initiallyHidden: true,
    cell: (row) => <span className="num">{formatCount(row.bytes)}</span>,
    value: (row) => row.bytes,
  },
];
