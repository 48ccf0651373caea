import { IconBraces, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ApiRow, Endpoint } from '../../../shared/contract/inventory.ts';
import type { ExchangeRow } from '../../../shared/contract/console.ts';
import { grouped, plural } from '../../../shared/domain/grouped.ts';
import { api } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { usePaste } from '../../app/open-paste.ts';
import { Button } from '../../ui/button.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { keptPlace } from '../../ui/kept-place.ts';
import { Segments } from '../../ui/segments.tsx';
import { useConsoleStore } from './console-store.ts';
import { EndpointItem } from './endpoint-item.tsx';
import { apiTitle, listRows, type ListRow, usedOf } from './endpoint-rows.ts';
import { NewRequest } from './request/new-request.tsx';
import { SavedList } from './saved/saved-list.tsx';

const rowHeight = 27;
const groupHeight = 34;
/** The newest exchanges, out of which each endpoint's last one is taken. */
const lookBack = 300;

export interface EndpointListProps {
  readonly apis: readonly ApiRow[];
  readonly endpoints: readonly Endpoint[];
  readonly selectedId: string | null;
}

/** The left pane: endpoints or saved requests, and the ways to begin another one. */
export function RequestList({ apis, endpoints, selectedId }: EndpointListProps): ReactElement {
  const filter = useConsoleStore((state) => state.filter);
  const setFilter = useConsoleStore((state) => state.setFilter);
  const mode = useConsoleStore((state) => state.mode);
  const setMode = useConsoleStore((state) => state.setMode);
  const saved = useQuery(api.console.savedRequests.queryOptions({ input: {} }));
  const amount = mode === 'endpoints' ? plural(endpoints.length, 'endpoint') : plural(saved.data?.length ?? 0, 'saved request');
  return (
    <nav className="con-list" aria-label={mode === 'endpoints' ? 'Endpoints' : 'Saved requests'}>
      <div className="con-list-head">
        <Segments
          label="Show"
          value={mode}
          onChange={setMode}
          items={[
            { value: 'endpoints', label: 'Endpoints' },
            { value: 'saved', label: 'Saved' },
          ]}
        />
        <FilterField value={filter} onChange={setFilter} placeholder={`Filter ${amount}`} />
      </div>
      {mode === 'endpoints' ? (
        <EndpointRows apis={apis} endpoints={endpoints} selectedId={selectedId} />
      ) : (
        <div className="con-list-rows">{saved.data && <SavedList saved={saved.data} selectedId={selectedId} />}</div>
      )}
      <div className="con-list-foot">
        <NewRequest apis={apis} />
        <Button
          kind="quiet"
          title="Paste a curl command"
          icon={<IconBraces size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => usePaste.getState().ask()}
        >
          Paste curl
        </Button>
      </div>
    </nav>
  );
}

/** Every endpoint under its API. Arrows move, Left and Right close and open an API, Enter chooses. */
function EndpointRows({ apis, endpoints, selectedId }: EndpointListProps): ReactElement {
  const filter = useConsoleStore((state) => state.filter);
  const open = useConsoleStore((state) => state.open);
  const setOpen = useConsoleStore((state) => state.setOpen);
  const recent = useQuery(api.console.exchanges.queryOptions({ input: { limit: lookBack } }));
  const lastOf = useMemo(() => newestByEndpoint(recent.data?.rows ?? []), [recent.data]);
  // As it was when the list was opened: it stays under the hand while somebody sends one after the other.
  const [usedIds] = useState(() => usedOf(endpoints));
  const rows = useMemo(
    () => listRows(apis, endpoints, { filter, open, selectedId, usedIds }),
    [apis, endpoints, filter, open, selectedId, usedIds],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const chosenAt = rows.findIndex((row) => row.kind === 'endpoint' && row.endpoint.id === selectedId);
  const order = useMemo(() => rows.map((row) => (row.kind === 'api' ? row.api.id : row.endpoint.id)), [rows]);
  const [active, setActive] = useState({ at: -1, id: null as string | null, isMoved: false });
  const at = active.at < 0 ? Math.min(Math.max(0, chosenAt), rows.length - 1) : keptPlace(order, active.at, active.id);
  // The compiler leaves this component as it is, which is right: the virtualizer changes under it.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'api' ? groupHeight : rowHeight),
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rows]);
  useEffect(() => {
    if (!active.isMoved) return;
    virtualizer.scrollToIndex(active.at);
    scroller.current?.querySelector<HTMLElement>(`[data-at="${active.at}"]`)?.focus();
  }, [active, virtualizer]);
  // Who comes from elsewhere sees the chosen one; who scrolled away from it is left alone.
  const seenId = useRef<string | null>(null);
  useEffect(() => {
    if (chosenAt < 0 || seenId.current === selectedId) return;
    seenId.current = selectedId;
    virtualizer.scrollToIndex(chosenAt);
  }, [chosenAt, selectedId, virtualizer]);

  const choose = (row: ListRow): void => {
    if (row.kind === 'api') setOpen(row.api.id, !row.isOpen);
    else go({ place: 'console', kind: 'endpoint', id: row.endpoint.id });
  };
  const goTo = (index: number, isMoved: boolean): void => setActive({ at: index, id: order[index] ?? null, isMoved });
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) goTo(Math.min(rows.length - 1, Math.max(0, to)), true);
    else if (row?.kind === 'api' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight'))
      setOpen(row.api.id, event.key === 'ArrowRight');
    else if (row?.kind === 'endpoint' && event.key === 'ArrowLeft') {
      const group = rows.findLastIndex((one, index) => index < at && one.kind === 'api');
      goTo(group, true);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="con-list-rows" ref={scroller} onKeyDown={onKeyDown}>
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const common = {
            'data-at': item.index,
            tabIndex: item.index === at ? 0 : -1,
            style: { transform: `translateY(${item.start}px)` },
          };
          const onClick = (): void => {
            goTo(item.index, false);
            choose(row);
          };
          if (row.kind === 'endpoint') {
            const { endpoint } = row;
            const last = lastOf.get(endpoint.id);
            return (
              <EndpointItem
                key={endpoint.id}
                {...common}
                endpoint={endpoint}
                last={last}
                isChosen={endpoint.id === selectedId}
                onClick={onClick}
              />
            );
          }
          const Chevron = row.isOpen ? IconChevronDown : IconChevronRight;
          return (
            <button
              key={row.api.id}
              type="button"
              className="con-group"
              title={[apiTitle(row.api), row.api.version, plural(row.count, 'endpoint')].filter(Boolean).join(', ')}
              aria-expanded={row.isOpen}
              onClick={onClick}
              {...common}
            >
              <Chevron size={12} stroke={1.6} aria-hidden="true" />
              <span className="ellipsis">{apiTitle(row.api)}</span>
              <span className="con-group-note" data-count={!row.isOpen || undefined}>
                {row.isOpen ? (
                  row.api.version
                ) : (
                  <>
                    {grouped(row.count)}
                    <span> {row.count === 1 ? 'endpoint' : 'endpoints'}</span>
                  </>
                )}
              </span>
            </button>
          );
        })}
      </div>
      {rows.length === 0 && <p className="con-none">No endpoint fits the filter.</p>}
    </div>
  );
}

function newestByEndpoint(rows: readonly ExchangeRow[]): ReadonlyMap<string, ExchangeRow> {
  const newest = new Map<string, ExchangeRow>();
  for (const row of rows) if (row.endpointId !== null && !newest.has(row.endpointId)) newest.set(row.endpointId, row);
  return newest;
}
