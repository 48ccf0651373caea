import { IconArrowsExchange } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Comparison } from '../../../../../shared/contract/answers.ts';
import { comparisonTitle, differenceTotal } from '../../../../../shared/domain/answers/comparison-title.ts';
import { api, client } from '../../../../app/client.ts';
import { go, goInstead } from '../../../../app/navigate.ts';
import { usePaletteActions } from '../../../../app/palette.ts';
import { useShortcut } from '../../../../app/shortcuts.ts';
import { Button } from '../../../../ui/button.tsx';
import { DoorLink } from '../../../../ui/door-link.tsx';
import { FaultNote } from '../../../../ui/fault-note.tsx';
import { formatCount } from '../../../../ui/format.ts';
import { Loading } from '../../../../ui/loading.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { sayFailed } from '../../../../ui/say-failed.ts';
import { Tabs } from '../../../../ui/tabs.tsx';
import { When } from '../../../../ui/when.tsx';
import { apiTitle } from '../../endpoint-rows.ts';
import { comparisonSub } from './comparison-words.ts';
import { DifferenceTable } from './difference-table.tsx';
import { HeaderDifferences } from './header-differences.tsx';
import { LeaveOutBar } from './leave-out-bar.tsx';
import { SideBySide } from './side-by-side.tsx';

export interface DiffPageProps {
  readonly leftId: string;
  readonly rightId: string;
}

type Rules = Comparison['rules'];
type View = 'list' | 'sides' | 'headers';

/** Two answers held against each other: what differs, where, and what of it is left out. */
export function DiffPage({ leftId, rightId }: DiffPageProps): ReactElement {
  /** Null: what is kept for the endpoint. */
  const [rules, setRules] = useState<Rules | null>(null);
  const [view, setView] = useState<View>('list');
  const diff = useQuery(api.answers.diff.queryOptions({ input: { leftId, rightId, ignore: rules }, placeholderData: keepPreviousData }));
  const swap = (): void => goInstead({ place: 'console', kind: 'diff', id: `${rightId}~${leftId}` });
  // One level out: to where it was asked for, with its answer as it stood.
  useShortcut('Escape', 'Back to where you came from', () => window.history.back());
  usePaletteActions('diff', [{ words: 'Swap the two answers', run: swap }]);
  if (diff.error) return <FaultNote fault={diff.error} onRetry={() => void diff.refetch()} />;
  if (!diff.data) return <Loading lines={8} />;
  const found = diff.data;
  // What was just ticked stands, while its result is on the way.
  const meant = rules ?? found.rules;
  const change = (next: Rules): void => {
    setRules(next);
    if (found.endpointId !== null) void client.answers.keepRules({ endpointId: found.endpointId, rules: next }).catch(sayFailed);
  };
  const leaveOut = (path: string): void => change({ ...meant, paths: [...new Set([...meant.paths, path])] });
  const counted = found.headers.filter(({ isUsual }) => !isUsual).length;
  return (
    <div className="dif-page">
      <PageHeader
        title={comparisonTitle(found)}
        sub={comparisonSub(found)}
        actions={
          <>
            <Button kind="quiet" icon={<IconArrowsExchange size={16} stroke={1.6} aria-hidden="true" />} onClick={swap}>
              Swap
            </Button>
            <Button onClick={() => go({ place: 'console', kind: 'history' })}>History</Button>
          </>
        }
      />
      <div className="dif-pair">
        <Side words="Left" row={found.left} />
        <Side words="Right" row={found.right} />
      </div>
      <LeaveOutBar found={found} rules={meant} onChange={change} />
      <Tabs<View>
        label="Ways to look at the differences"
        value={view}
        onChange={setView}
        items={[
          { value: 'list', label: 'Differences', count: differenceTotal(found), tone: 'bad' },
          { value: 'sides', label: 'Side by side' },
          { value: 'headers', label: 'Status and headers', count: counted + (found.status === null ? 0 : 1), tone: 'bad' },
        ]}
      />
      <div className="dif-panel" role="tabpanel" aria-label={view} aria-busy={diff.isFetching}>
        {found.reason !== null && (view !== 'list' || found.differences.length > 0) && <p className="con-cut">{found.reason}</p>}
        {view === 'list' && <DifferenceTable found={found} onLeaveOut={leaveOut} />}
        {view === 'sides' && <SideBySide found={found} />}
        {view === 'headers' && <HeaderDifferences found={found} />}
      </div>
    </div>
  );
}

function Side({ words, row }: { readonly words: string; readonly row: Comparison['left'] }): ReactElement {
  return (
    <p>
      <span className="faint">{words}</span>{' '}
      <DoorLink door={{ place: 'console', kind: 'exchange', id: row.id }}>exchange {formatCount(row.number)}</DoorLink>{' '}
      <b className="num">{row.status ?? row.state}</b> <When at={row.startedAt} />
      {row.apiName !== null && <span className="muted">, {apiTitle({ vendorName: row.vendorName ?? '', name: row.apiName })}</span>}
      {row.environmentName !== null && <span className="muted"> {row.environmentName}</span>}{' '}
      <code className="ellipsis" title={row.url}>
        {row.method} {URL.parse(row.url)?.pathname ?? row.url}
      </code>
    </p>
  );
}
