import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import { shell } from '../app/shell-bridge.ts';
import { useShortcut } from '../app/shortcuts.ts';
import { useRowHeight } from './density.ts';
import styles from './data-table.module.css';
import { enterDetail } from './enter-detail.ts';
import { fitColumns } from './fit-columns.ts';
import { formatCount } from './format.ts';
import { Loading } from './loading.tsx';
import type { Column } from './table-column.ts';
import { tableCsv } from './table-csv.ts';
import { TableFoot } from './table-foot.tsx';
import { TableHead } from './table-head.tsx';
import { followRows, noSelection, selectRow, type Selection } from './table-selection.ts';
import { toast } from './toast.ts';
import { useBoxWidth } from './use-box-width.ts';
import { useTableModel } from './use-table-model.ts';

export type { Column } from './table-column.ts';

export interface DataTableProps<T> {
  readonly rows: readonly T[];
  /** Keep it stable (module scope or `useMemo`): it is what the sorting is built from. */
  readonly columns: readonly Column<T>[];
  readonly rowId: (row: T) => string;
  /** The row whose detail is open. */
  readonly selectedId?: string | null;
  readonly onOpen?: (row: T) => void;
  readonly footerWords?: ReactNode;
  /** One row and several in the words of the page, where the foot says no more than how many: "risk", "risks". */
  readonly of?: readonly [one: string, many: string];
  /** Names the table: for its CSV, for those who hear it, and for what it remembers. */
  readonly csvName: string;
  /** Drawn in place of the rows when there are none. */
  readonly empty?: ReactNode;
  readonly isLoading?: boolean;
  /** These rows are of before, those that are asked for come: Enter waits for them. */
  readonly isStale?: boolean;
  /** Told which rows are selected and where the keyboard is; with it `x` selects. Keep it stable. */
  readonly onSelection?: (ids: ReadonlySet<string>, activeId: string | null) => void;
}

const rowWords = ['row', 'rows'] as const;

/** The one table: sticky header, virtual rows, sorting by several columns, column choice, ranges with Shift, copy as CSV, all by keyboard too. */
export function DataTable<T>({
  rows,
  columns,
  rowId,
  selectedId = null,
  onOpen,
  footerWords,
  of: [one, many] = rowWords,
  csvName,
  empty,
  isLoading = false,
  isStale = false,
  onSelection,
}: DataTableProps<T>): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useBoxWidth(scroller, rows.length > 0);
  const model = useTableModel(
    rows,
    useMemo(() => fitColumns(columns, width), [columns, width]),
    csvName,
    width,
  );
  const rowHeight = useRowHeight();
  const grid = useRef<HTMLTableElement>(null);
  const idBase = useId();
  const [kept, setSelection] = useState<Selection>(noSelection);
  // oxlint-disable-next-line react/incompatible-library -- no React Compiler here, and the virtualizer is not passed on.
  const virtualizer = useVirtualizer({
    count: model.ordered.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const order = model.ordered.map(rowId);
  const selection = followRows(kept, order);
  // The keyboard starts at the row that is open, and never beyond the last row.
  const active = Math.min(
    selection.active >= 0 ? selection.active : selectedId === null ? -1 : order.indexOf(selectedId),
    order.length - 1,
  );
  const activeId = order[active] ?? null;
  const move = (to: number, how: 'alone' | 'along' | 'range' | 'toggle'): Selection => {
    const next = selectRow({ ...selection, active }, order, to, how);
    setSelection(next);
    if (next.active >= 0) virtualizer.scrollToIndex(next.active);
    return next;
  };
  const openAt = (at: number): void => {
    const row = model.ordered[at];
    if (row !== undefined) onOpen?.(row);
  };
  /** Opens the row; when it is open already, goes into its detail. */
  const goTo = (from: Element): void => {
    const isOpen = activeId !== null && activeId === selectedId;
    if (!isOpen || !enterDetail(from)) openAt(active);
  };
  // Enter came before the rows that it is meant for.
  const isAsked = useRef(false);
  useEffect(() => {
    if (!isAsked.current || isStale) return;
    isAsked.current = false;
    if (grid.current?.matches(':focus')) goTo(grid.current);
  });
  const step = (by: number): void => {
    grid.current?.focus({ preventScroll: true });
    // Rows that were taken by `x` stay taken while one goes on.
    move(active + by, onSelection !== undefined && selection.ids.size > 0 ? 'along' : 'alone');
  };
  useShortcut('j', 'Next row', () => step(1), order.length > 0);
  useShortcut('k', 'Row before', () => step(-1), order.length > 0);
  useShortcut('x', 'Select the row', () => void (active >= 0 && move(active, 'toggle')), onSelection !== undefined && order.length > 0);
  useEffect(() => onSelection?.(selection.ids, activeId), [onSelection, selection.ids, activeId]);
  const copy = async (): Promise<void> => {
    const chosen = selection.ids.size === 0 ? model.ordered : model.ordered.filter((row) => selection.ids.has(rowId(row)));
    await shell.call('copyText', { text: tableCsv(chosen, model.visible) });
    toast({ words: `${formatCount(chosen.length)} ${chosen.length === 1 ? one : many} copied as CSV` });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.target !== event.currentTarget) return;
    isAsked.current = false;
    const to = targetOf(event.key, active, order.length, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2));
    if (to !== null) move(to, event.shiftKey ? 'range' : onSelection !== undefined && selection.ids.size > 0 ? 'along' : 'alone');
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      if (isStale) isAsked.current = true;
      else goTo(event.currentTarget);
    } else if (event.key === ' ') move(active, 'toggle');
    else if (event.key === 'Escape' && selection.ids.size > 0) setSelection({ ...selection, ids: new Set() });
    else return;
    event.preventDefault();
  };
  const onRowClick = (event: MouseEvent, at: number): void => {
    if (event.shiftKey) move(at, 'range');
    else if (event.ctrlKey || event.metaKey) move(at, 'toggle');
    else {
      move(at, 'alone');
      openAt(at);
    }
  };
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  if (isLoading && rows.length === 0) return <Loading lines={8} />;
  if (rows.length === 0 && empty !== undefined) return <div className={styles.empty}>{empty}</div>;
  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroller}>
        <table
          ref={grid}
          role="grid"
          aria-label={csvName}
          aria-rowcount={order.length + 1}
          aria-multiselectable="true"
          aria-activedescendant={active < 0 ? undefined : `${idBase}${order[active]}`}
          tabIndex={0}
          className={styles.table}
          style={{ minWidth: model.minWidth }}
          onKeyDown={onKeyDown}
          // Whoever comes by Tab sees where the arrows and Enter will act.
          onFocus={(event) => {
            if (event.target === event.currentTarget && active < 0 && order.length > 0)
              setSelection({ ...selection, active: 0, activeId: order[0] ?? null });
          }}
        >
          <colgroup>
            {model.visible.map((column) => (
              <col key={column.key} style={{ width: model.widthOf(column) }} />
            ))}
          </colgroup>
          <TableHead cells={model.head} onSort={model.sort} onResize={model.resize} />
          <tbody>
            {above > 0 ? <Spacer height={above} span={model.visible.length} /> : null}
            {items.map((item) => {
              const row = model.ordered[item.index];
              if (row === undefined) return null;
              const id = rowId(row);
              const isSelected = id === selectedId || selection.ids.has(id);
              return (
                <tr
                  key={id}
                  id={`${idBase}${id}`}
                  aria-rowindex={item.index + 2}
                  aria-selected={isSelected}
                  className={item.index === active ? styles.active : undefined}
                  onClick={(event) => onRowClick(event, item.index)}
                >
                  {model.visible.map((column) => (
                    <td
                      key={column.key}
                      className={column.align === 'right' ? styles.right : undefined}
                      title={titleOf(column.value?.(row))}
                    >
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
            {below > 0 ? <Spacer height={below} span={model.visible.length} /> : null}
          </tbody>
        </table>
      </div>
      <TableFoot
        words={
          selection.ids.size > 0
            ? `${formatCount(selection.ids.size)} selected of ${formatCount(order.length)}`
            : (footerWords ?? `${formatCount(order.length)} ${order.length === 1 ? one : many}`)
        }
        columns={model.choice}
        onToggle={model.toggle}
        onCopy={() => void copy()}
        copyWords={selection.ids.size > 0 ? 'Copy selected as CSV' : 'Copy as CSV'}
      />
    </div>
  );
}

/** Stands for the rows that are not drawn. */
function Spacer({ height, span }: { readonly height: number; readonly span: number }): ReactElement {
  return (
    <tr aria-hidden="true" className={styles.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

function titleOf(value: string | number | null | undefined): string | undefined {
  return typeof value === 'string' && value.length > 12 ? value : undefined;
}

function targetOf(key: string, active: number, count: number, page: number): number | null {
  if (key === 'ArrowDown') return active + 1;
  if (key === 'ArrowUp') return Math.max(0, active - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'PageDown') return active + page;
  if (key === 'PageUp') return active - page;
  return null;
}
