import type { ExchangeRow } from '../../../../shared/contract/console.ts';
import { formatCount } from '../../../ui/format.ts';
import { Mark } from '../../../ui/mark.tsx';
import type { Column } from '../../../ui/data-table.tsx';
import { When } from '../../../ui/when.tsx';
import { apiTitle } from '../endpoint-rows.ts';
import { outcome, verdictOutcome } from '../exchange-words.ts';
import { PathWords } from './path-words.tsx';

/** The path and query of an address; its host is a column of its own. */
function pathOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.pathname}${parsed.search}` : url;
}

function apiOf(row: ExchangeRow): string {
  return row.apiName === null ? '' : apiTitle({ vendorName: row.vendorName ?? '', name: row.apiName });
}

/** The history's columns. */
export const historyColumns: readonly Column<ExchangeRow>[] = [
  { key: 'time', header: 'Time', width: 100, cell: (row) => <When at={row.startedAt} />, value: (row) => row.startedAt },
  {
    key: 'method',
    header: 'Method',
    width: 60,
    cell: (row) => <span className="con-method">{row.method}</span>,
    value: (row) => row.method,
  },
  {
    key: 'path',
    header: 'Path',
    width: 204,
    cell: (row) => <PathWords path={pathOf(row.url)} />,
    value: (row) => pathOf(row.url),
  },
  {
    key: 'host',
    header: 'Host',
    width: 170,
    cell: (row) => <span className="mono">{row.host}</span>,
    value: (row) => row.host,
    initiallyHidden: true,
  },
  {
    key: 'status',
    header: 'Status',
    width: 86,
    cell: (row) => {
      const ended = outcome({ ...row, verdict: 'not_checked' });
      return (
        <span className="con-ended" data-state={ended.state}>
          <Mark state={ended.state} />
          {ended.words}
        </span>
      );
    },
    value: (row) => row.status ?? row.state,
  },
  {
    key: 'ms',
    givesWay: true,
    header: 'ms',
    width: 58,
    align: 'right',
    cell: (row) => (row.durationMs === null ? '' : formatCount(Math.round(row.durationMs))),
    value: (row) => row.durationMs,
  },
  {
    key: 'attempts',
    header: 'Attempts',
    width: 74,
    align: 'right',
    cell: (row) => (row.attemptCount > 1 ? formatCount(row.attemptCount) : <span className="faint">{row.attemptCount}</span>),
    value: (row) => row.attemptCount,
    initiallyHidden: true,
  },
  {
    key: 'verdict',
    givesWay: true,
    header: 'Contract',
    width: 114,
    cell: (row) => {
      const verdict = verdictOutcome(row);
      return (
        <span className="con-ended" data-state={verdict.state}>
          <Mark state={verdict.state} />
          {verdict.words}
        </span>
      );
    },
    value: (row) => row.violationCount,
  },
  {
    key: 'api',
    givesWay: true,
    header: 'API',
    width: 124,
    cell: (row) => apiOf(row) || <span className="faint">not in the inventory</span>,
    value: apiOf,
  },
  {
    key: 'environment',
    header: 'Environment',
    width: 92,
    isMinor: true,
    cell: (row) => row.environmentName ?? <span className="faint">none</span>,
    value: (row) => row.environmentName,
  },
  {
    key: 'correlation',
    header: 'Correlation ID',
    // Without room for all of it: the time that it begins with tells calls apart, to a few milliseconds.
    width: 160,
    isMinor: true,
    cell: (row) => <span className="mono">{row.correlationId}</span>,
    value: (row) => row.correlationId,
  },
  { key: 'source', header: 'From', width: 84, cell: (row) => row.source, value: (row) => row.source, isMinor: true },
  { key: 'actor', header: 'By', width: 92, cell: (row) => row.actor, value: (row) => row.actor, isMinor: true },
  {
    key: 'vendorId',
    header: 'Vendor’s ID',
    width: 180,
    cell: (row) => <span className="mono">{row.vendorRequestId ?? ''}</span>,
    value: (row) => row.vendorRequestId,
    initiallyHidden: true,
  },
  {
    key: 'number',
    header: 'Number',
    width: 84,
    align: 'right',
    cell: (row) => formatCount(row.number),
    value: (row) => row.number,
    initiallyHidden: true,
  },
];
