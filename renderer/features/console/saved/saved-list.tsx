import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactElement } from 'react';
import type { SavedRequest } from '../../../../shared/contract/console.ts';
import { go } from '../../../app/navigate.ts';
import { useTransferRequest } from '../../../app/open-transfer.ts';
import { keptPlace } from '../../../ui/kept-place.ts';
import { Mark } from '../../../ui/mark.tsx';
import { useConsoleStore } from '../console-store.ts';
import { outcome } from '../exchange-words.ts';
import { duplicateSaved, removeSaved, runSaved } from './saved-actions.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { folderKey, savedRows, type SavedRow } from './saved-rows.ts';

const rowHeight = 27;
const groupHeight = 34;

export interface SavedListProps {
  readonly saved: readonly SavedRequest[];
  readonly selectedId: string | null;
}

/** Saved requests under their folders. Enter opens one, and sends the one that is open; F2 renames, D duplicates, Delete removes it. */
export function SavedList({ saved, selectedId }: SavedListProps): ReactElement {
  const filter = useConsoleStore((state) => state.filter);
  const open = useConsoleStore((state) => state.open);
  const setOpen = useConsoleStore((state) => state.setOpen);
  const list = useRef<HTMLDivElement>(null);
  const [renaming, setRenaming] = useState<SavedRequest | null>(null);
  // By hand, since the compiler leaves this component as it is (see below): ten thousand are not grouped anew at every key.
  const rows = useMemo(() => savedRows(saved, filter, open), [saved, filter, open]);
  const chosenAt = rows.findIndex((row) => row.kind === 'request' && row.saved.id === selectedId);
  const order = useMemo(() => rows.map((row) => (row.kind === 'folder' ? `folder ${row.folder}` : row.saved.id)), [rows]);
  const [active, setActive] = useState({ at: -1, id: null as string | null, isMoved: false });
  const at = active.at < 0 ? Math.min(Math.max(0, chosenAt), rows.length - 1) : keptPlace(order, active.at, active.id);
  // Ten thousand saved requests are drawn as far as they are in sight. The compiler leaves this component as it is, which is right.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current?.parentElement ?? null,
    estimateSize: (index) => (rows[index]?.kind === 'folder' ? groupHeight : rowHeight),
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rows.length]);
  useEffect(() => {
    if (!active.isMoved) return;
    virtualizer.scrollToIndex(active.at);
    list.current?.querySelector<HTMLElement>(`[data-at="${active.at}"]`)?.focus();
  }, [active, virtualizer]);

  const goTo = (index: number, isMoved: boolean): void => setActive({ at: index, id: order[index] ?? null, isMoved });
  const move = (to: number): void => goTo(Math.min(rows.length - 1, Math.max(0, to)), true);
  const choose = (row: SavedRow): void => {
    if (row.kind === 'folder') setOpen(folderKey(row.folder), !row.isOpen);
    else go({ place: 'console', kind: 'savedRequest', id: row.saved.id });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, j: at + 1, k: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined && !event.ctrlKey && !event.metaKey) move(to);
    else if (row?.kind === 'folder' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight'))
      setOpen(folderKey(row.folder), event.key === 'ArrowRight');
    else if (event.repeat && /^(Enter|d|Delete)$/.test(event.key)) return event.preventDefault();
    else if (row?.kind === 'request' && event.key === 'Enter' && row.saved.id === selectedId && !event.ctrlKey && !event.metaKey)
      void runSaved(row.saved);
    else if (row?.kind === 'request' && event.key === 'F2') setRenaming(row.saved);
    else if (row?.kind === 'request' && event.key === 'd' && !event.ctrlKey && !event.metaKey) void duplicateSaved(row.saved);
    else if (row?.kind === 'request' && event.key === 'Delete') void removeSaved(row.saved);
    else return;
    event.preventDefault();
  };
  if (saved.length === 0) {
    return (
      <p className="con-none">
        A request you send more than once: open an endpoint, fill it in and press Save. It then stands here, with its values and
        environment. Or{' '}
        <button type="button" className="con-link" onClick={() => useTransferRequest.getState().ask()}>
          import requests
        </button>{' '}
        from Postman, Insomnia, Bruno or HAR.
      </p>
    );
  }
  return (
    <div ref={list} className="con-saved" onKeyDown={onKeyDown} style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const row = rows[index];
        if (!row) return null;
        const common = { 'data-at': index, tabIndex: index === at ? 0 : -1, style: { transform: `translateY(${start}px)` } };
        const onClick = (): void => {
          goTo(index, false);
          choose(row);
        };
        if (row.kind === 'folder') {
          const Chevron = row.isOpen ? IconChevronDown : IconChevronRight;
          return (
            <button
              key={`folder ${row.folder}`}
              type="button"
              className="con-group"
              aria-expanded={row.isOpen}
              onClick={onClick}
              {...common}
            >
              <Chevron size={12} stroke={1.6} aria-hidden="true" />
              <span className="ellipsis">{row.folder === '' ? 'In no folder' : row.folder}</span>
              <span className="con-group-note" data-count>
                {row.count}
              </span>
            </button>
          );
        }
        return <SavedItem key={row.saved.id} saved={row.saved} isChosen={row.saved.id === selectedId} onClick={onClick} {...common} />;
      })}
      {rows.length === 0 && <p className="con-none">No saved request fits the filter.</p>}
      {renaming && <RenameDialog saved={renaming} onClose={() => setRenaming(null)} />}
    </div>
  );
}

interface SavedItemProps {
  readonly saved: SavedRequest;
  readonly isChosen: boolean;
  readonly tabIndex: number;
  readonly 'data-at': number;
  readonly style: CSSProperties;
  readonly onClick: () => void;
}

function SavedItem({ saved, isChosen, ...rest }: SavedItemProps): ReactElement {
  const ended =
    saved.lastSentAt === null
      ? null
      : outcome({
          state: saved.lastStatus === null ? 'failed' : 'answered',
          status: saved.lastStatus,
          verdict: saved.lastVerdict ?? 'not_checked',
        });
  return (
    <button
      {...rest}
      type="button"
      className="con-item"
      aria-current={isChosen || undefined}
      title={`${saved.method} ${saved.path}, ${saved.vendorName} ${saved.apiName}${saved.environmentName === null ? '' : `, ${saved.environmentName}`}`}
    >
      <span className="con-method" data-long={saved.method.length > 5 || undefined}>
        {saved.method}
      </span>
      <span className="ellipsis">{saved.name}</span>
      {ended && (
        <span className="con-ended" data-state={ended.state}>
          <Mark state={ended.state} />
          {ended.words}
        </span>
      )}
    </button>
  );
}
