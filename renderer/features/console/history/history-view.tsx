import { useDebouncedValue } from '@mantine/hooks';
import { IconTerminal2, IconX } from '@tabler/icons-react';
import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { ExchangeRow } from '../../../../shared/contract/console.ts';
import type { Door } from '../../../../shared/contract/procedure.ts';
import { api } from '../../../app/client.ts';
import { go } from '../../../app/navigate.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { FilterField } from '../../../ui/filter-field.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Mark } from '../../../ui/mark.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Split } from '../../../ui/split.tsx';
import { Toolbar } from '../../../ui/toolbar.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useConsoleStore } from '../console-store.ts';
import { ExchangeAside } from './exchange-aside.tsx';
import { historyColumns } from './history-columns.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { historySub, historyTitle } from './history-words.ts';

const pageSize = 200;
const filterDelayMs = 200;
const sinceMs = 60 * 60 * 1000;

export interface HistoryViewProps {
  readonly exchangeId: string | null;
  /** Only this API's calls; null for all. Left out while an exchange is looked at: the list stays as it was. */
  readonly apiId?: string | null;
  /** Only calls that this credential authenticated. */
  readonly credentialId?: string | null;
}

/** Every call there was, newest first; any id finds its exchange. */
export function HistoryView({ exchangeId, apiId, credentialId }: HistoryViewProps): ReactElement {
  const [keptApiId, setKeptApiId] = useState(apiId ?? null);
  if (apiId !== undefined && apiId !== keptApiId) setKeptApiId(apiId);
  const [keptCredentialId, setKeptCredentialId] = useState(credentialId ?? null);
  // Another way in: from a door of an API or of all, the credential counts no more.
  const meant = apiId === undefined ? keptCredentialId : (credentialId ?? null);
  if (meant !== keptCredentialId) setKeptCredentialId(meant);
  const home = homeOf(keptApiId, keptCredentialId);
  const history = useConsoleStore((state) => state.history);
  const setHistory = useConsoleStore((state) => state.setHistory);
  const [text] = useDebouncedValue(history.text, filterDelayMs);
  const { onlyFailed, ended, environmentKind, source, sinceHours } = history;
  const now = useNow();
  // To the hour, so that the query stays the same while a person reads.
  const sinceAt = sinceHours === null ? null : Math.floor(now / sinceMs) * sinceMs - sinceHours * sinceMs;
  const pages = useInfiniteQuery(
    api.console.exchanges.infiniteOptions({
      input: (before: number | undefined) => ({
        text: text.trim(),
        onlyFailed,
        before,
        limit: pageSize,
        ...(keptApiId === null ? {} : { apiId: keptApiId }),
        ...(keptCredentialId === null ? {} : { credentialId: keptCredentialId }),
        ...(ended === null ? {} : { ended }),
        ...(environmentKind === null ? {} : { environmentKind }),
        ...(source === null ? {} : { source }),
        ...(sinceAt === null ? {} : { sinceAt }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (last) => (last.rows.length < pageSize ? undefined : last.rows.at(-1)?.number),
    }),
  );
  const shown = useQuery(api.console.exchange.queryOptions({ input: exchangeId === null ? skipToken : { id: exchangeId } }));
  const unknown = useQuery(api.console.unknownOutcomes.queryOptions({ input: {} }));
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const total = pages.data?.pages[0]?.total ?? 0;
  const isFiltered =
    text !== '' || onlyFailed || [keptApiId, keptCredentialId, ended, environmentKind, source, sinceAt].some((one) => one !== null);
  const isEmpty = pages.data !== undefined && total === 0 && !isFiltered;

  if (pages.error) return <FaultNote fault={pages.error} onRetry={() => void pages.refetch()} />;
  return (
    <Split
      storageKey="history"
      asideTitle={shown.data ? `Exchange ${formatCount(shown.data.number)}` : 'Exchange'}
      onClose={() => go(home)}
      aside={exchangeId === null ? null : <ExchangeAside key={exchangeId} id={exchangeId} />}
      main={
        <>
          <PageHeader
            title={historyTitle(total, isFiltered)}
            sub={isEmpty ? undefined : historySub(unknown.data?.length ?? 0)}
            actions={
              <Button icon={<IconTerminal2 size={16} stroke={1.6} aria-hidden="true" />} onClick={() => go({ place: 'console' })}>
                Requests
              </Button>
            }
          />
          {unknown.data && unknown.data.length > 0 && <UnknownOutcomes rows={unknown.data} />}
          {isEmpty ? null : (
            <Toolbar>
              <FilterField value={history.text} onChange={(value) => setHistory({ text: value })} placeholder="Any ID, path or API" />
              {keptCredentialId !== null && <OnlyCredential credentialId={keptCredentialId} />}
              <HistoryFilters apiId={keptApiId} />
            </Toolbar>
          )}
          <DataTable<ExchangeRow>
            rows={rows}
            columns={historyColumns}
            rowId={(row) => row.id}
            selectedId={exchangeId}
            onOpen={(row) => go({ place: 'console', kind: 'exchange', id: row.id })}
            csvName="exchanges"
            isLoading={pages.isPending}
            footerWords={
              <span className="con-more">
                {formatCount(rows.length)} of {formatCount(total)}
                {pages.hasNextPage && (
                  <Button small kind="quiet" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                    Load {formatCount(Math.min(pageSize, total - rows.length))} older
                  </Button>
                )}
              </span>
            }
            empty={<NoExchange isFiltered={isFiltered} />}
          />
        </>
      }
    />
  );
}

function homeOf(apiId: string | null, credentialId: string | null): Door {
  if (credentialId !== null) return { place: 'console', kind: 'history-credential', id: credentialId };
  return apiId === null ? { place: 'console', kind: 'history' } : { place: 'console', kind: 'history', id: apiId };
}

function OnlyCredential({ credentialId }: { readonly credentialId: string }): ReactElement {
  const credentials = useQuery(api.credentials.list.queryOptions({ input: {} }));
  const name = credentials.data?.find((one) => one.id === credentialId)?.name;
  return (
    <Button
      small
      icon={<IconX size={14} stroke={1.6} aria-hidden="true" />}
      aria-label="Show every credential"
      onClick={() => go({ place: 'console', kind: 'history' })}
    >
      only {name === undefined ? 'one credential' : `“${name}”`}
    </Button>
  );
}

function UnknownOutcomes({ rows }: { readonly rows: readonly ExchangeRow[] }): ReactElement {
  const first = rows[0];
  return (
    <div className="con-unknown">
      <Mark state="soon" />
      <span>
        {rows.length === 1 ? 'One call was' : `${formatCount(rows.length)} calls were`} on the way when the app stopped. Nobody knows
        whether {rows.length === 1 ? 'it' : 'they'} took effect; nothing is sent again by itself.
      </span>
      {first && (
        <Button small onClick={() => go({ place: 'console', kind: 'exchange', id: first.id })}>
          {rows.length === 1 ? 'Look at it' : 'Look at the first'}
        </Button>
      )}
    </div>
  );
}

function NoExchange({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  if (isFiltered) return <Empty title="No exchange fits. An ID must be whole; a path or an API may be a part of it." />;
  return (
    <Empty
      title="Every call that this workspace makes is kept here with its answer, redacted, so that the one that failed can be found by its ID."
      action={
        <Button kind="primary" onClick={() => go({ place: 'console' })}>
          Send a first call
        </Button>
      }
    />
  );
}
