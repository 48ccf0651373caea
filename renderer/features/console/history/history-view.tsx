import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { keepPreviousData, skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useId, useMemo, useState, type ReactElement } from 'react';
import type { ExchangeRow } from '../../../../shared/contract/console.ts';
import type { Door } from '../../../../shared/contract/procedure.ts';
import { isFault } from '../../../../shared/contract/errors.ts';
import { api } from '../../../app/client.ts';
import { go } from '../../../app/navigate.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Mark } from '../../../ui/mark.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Split } from '../../../ui/split.tsx';
import { Toolbar } from '../../../ui/toolbar.tsx';
import { useConsoleStore } from '../console-store.ts';
import { apiTitle } from '../endpoint-rows.ts';
import { ExchangeAside } from './exchange-aside.tsx';
import { useHistoryKeys } from './history-actions.ts';
import { historyColumns } from './history-columns.tsx';
import { HistoryDialogs } from './history-dialogs.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { historySub, historyTitle } from './history-words.ts';
import { SearchField } from './search-field.tsx';
import { SearchProblem } from './search-problem.tsx';
import { SelectionBar } from './selection-bar.tsx';

const pageSize = 200;
const filterDelayMs = 200;
const nothingSelected: ReadonlySet<string> = new Set();

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
  const typed = useConsoleStore((state) => state.historyText);
  const setTyped = useConsoleStore((state) => state.setHistoryText);
  // A field that waits for its value asks nothing yet.
  const asked = typed.trim().replace(/(?:^|\s)-?[a-z][a-z-]*:$/i, '');
  const [debounced] = useDebouncedValue(asked, filterDelayMs);
  // An emptied field counts at once.
  const text = asked === '' ? '' : debounced;
  const [selected, setSelected] = useState(nothingSelected);
  const [activeId, setActiveId] = useState<string | null>(null);
  const onSelection = useCallback((ids: ReadonlySet<string>, at: string | null) => {
    setSelected(ids);
    setActiveId(at);
  }, []);
  const problemId = useId();
  const pages = useInfiniteQuery({
    ...api.console.exchanges.infiniteOptions({
      input: (before: number | undefined) => ({
        text,
        before,
        limit: pageSize,
        ...(keptApiId === null ? {} : { apiId: keptApiId }),
        ...(keptCredentialId === null ? {} : { credentialId: keptCredentialId }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (last) => (last.rows.length < pageSize ? undefined : last.rows.at(-1)?.number),
    }),
    placeholderData: keepPreviousData,
    // What cannot be understood will not be understood the second time.
    retry: (count, error) => !isFault(error) && count < 1,
  });
  const shown = useQuery(api.console.exchange.queryOptions({ input: exchangeId === null ? skipToken : { id: exchangeId } }));
  const purge = useQuery(api.console.lastPurge.queryOptions({ input: {} }));
  const unknown = useQuery(api.console.unknownOutcomes.queryOptions({ input: {} }));
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const total = pages.data?.pages[0]?.total ?? 0;
  const isFiltered = text !== '' || keptApiId !== null || keptCredentialId !== null;
  const isEmpty = pages.data !== undefined && total === 0 && !isFiltered;
  // In the order of the table, the older one on the left of a comparison.
  const chosen =
    selected.size > 0
      ? rows
          .filter(({ id }) => selected.has(id))
          .toReversed()
          .map(({ id }) => id)
      : [];
  const pointed = exchangeId ?? activeId;
  useShortcut('mod+j', 'From the list to the exchange, and back', focusOther, exchangeId !== null);
  useHistoryKeys(chosen.length > 0 ? chosen : pointed === null ? [] : [pointed]);

  const problem = isFault(pages.error) && pages.error.code === 'bad_input' ? pages.error.data : null;
  if (pages.error && problem === null) return <FaultNote fault={pages.error} onRetry={() => void pages.refetch()} />;
  return (
    <Split
      storageKey="history"
      asideTitle={shown.data ? `Exchange ${formatCount(shown.data.number)}` : 'Exchange'}
      onClose={() => go(home)}
      aside={exchangeId === null ? null : <ExchangeAside key={exchangeId} id={exchangeId} />}
      main={
        <>
          <PageHeader
            title={problem === null ? historyTitle(total, isFiltered) : 'The search is not understood'}
            sub={isEmpty ? undefined : historySub(unknown.data?.length ?? 0, purge.data ?? null)}
          />
          {unknown.data && unknown.data.length > 0 && <UnknownOutcomes rows={unknown.data} />}
          {isEmpty ? null : (
            <Toolbar>
              <SearchField value={typed} onChange={setTyped} problemId={problem === null ? null : problemId} />
              {keptCredentialId !== null && <OnlyCredential credentialId={keptCredentialId} />}
              {keptApiId !== null && <OnlyApi apiId={keptApiId} />}
              <HistoryFilters />
            </Toolbar>
          )}
          {problem === null ? null : <SearchProblem id={problemId} text={text} fault={problem} onChange={setTyped} />}
          {chosen.length > 0 && <SelectionBar ids={chosen} />}
          <HistoryDialogs />
          <DataTable<ExchangeRow>
            rows={problem === null ? rows : []}
            onSelection={onSelection}
            columns={historyColumns}
            rowId={(row) => row.id}
            selectedId={exchangeId}
            onOpen={(row) => go({ place: 'console', kind: 'exchange', id: row.id })}
            csvName="exchanges"
            isLoading={pages.isPending}
            isStale={text !== asked || pages.isPlaceholderData}
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
            empty={problem === null ? <NoExchange isFiltered={isFiltered} /> : <></>}
          />
        </>
      }
    />
  );
}

function focusOther(): void {
  const aside = document.querySelector('.con-aside');
  const isInside = aside?.contains(document.activeElement) === true;
  const other = isInside ? document.querySelector('main table[role="grid"]') : aside?.querySelector('[role="tab"][aria-selected="true"]');
  if (other instanceof HTMLElement) other.focus();
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

function OnlyApi({ apiId }: { readonly apiId: string }): ReactElement {
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const one = apis.data?.find(({ id }) => id === apiId);
  return (
    <Button
      small
      icon={<IconX size={14} stroke={1.6} aria-hidden="true" />}
      aria-label="Show every API"
      onClick={() => go({ place: 'console', kind: 'history' })}
    >
      only {one === undefined ? 'one API' : `“${apiTitle(one)}”`}
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
  if (isFiltered)
    return (
      <Empty title="No exchange fits. An ID must be whole; words may be a part of an address or of an API’s name. Type a field such as status: to see its values." />
    );
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
