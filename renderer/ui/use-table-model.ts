import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import type { SortingState } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { useRemembered } from './remembered.ts';
import { growWanted, narrowestFlexible, shareWidth } from './share-width.ts';
import type { Column } from './table-column.ts';
import type { HeadCell } from './table-head.tsx';

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic, text: sortFn_text },
});

export interface TableModel<T> {
  /** The rows in the order they are shown. */
  readonly ordered: readonly T[];
  readonly visible: readonly Column<T>[];
  readonly head: readonly HeadCell[];
  readonly choice: readonly { readonly key: string; readonly header: string; readonly isVisible: boolean }[];
  /** Narrower than this the table scrolls sideways, so that no column comes to nothing. */
  readonly minWidth: number;
  readonly widthOf: (column: Column<T>) => number;
  readonly sort: (key: string, isAdded: boolean) => void;
  readonly toggle: (key: string) => void;
  readonly resize: (key: string, width: number) => void;
}

/** Sorting, column choice and widths of a table in a box of some width; choice and widths are remembered under its name. */
export function useTableModel<T>(rows: readonly T[], columns: readonly Column<T>[], name: string, boxWidth: number): TableModel<T> {
  const [sorting, setSorting] = useState<SortingState>([]);
  const [columnVisibility, setColumnVisibility] = useRemembered<Record<string, boolean>>(
    `table:${name}:columns`,
    Object.fromEntries(columns.map((column) => [column.key, column.initiallyHidden !== true])),
  );
  const [widths, setWidths] = useRemembered<Record<string, number>>(`table:${name}:widths`, {});
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.key,
        accessorFn: (row: { readonly row: T }) => column.value?.(row.row) ?? undefined,
        enableSorting: column.value !== undefined,
        sortUndefined: 'last' as const,
        sortDescFirst: column.align === 'right',
      })),
    [columns],
  );
  // Rows are wrapped: the table wants objects, and features may give it any shape.
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    state: { sorting, columnVisibility },
    onSortingChange: setSorting,
    enableSortingRemoval: true,
  });
  const isVisible = (column: Column<T>): boolean => columnVisibility[column.key] ?? column.initiallyHidden !== true;
  const visible = columns.filter(isVisible);
  const wanted = useWanted(rows, columns);
  const least = (column: Column<T>): number => widths[column.key] ?? column.width ?? narrowestFlexible;
  const shared = shareWidth(
    visible.map((column) => ({
      width: least(column),
      // What a person has set stays as it is while others can take what is left.
      wanted: widths[column.key] === undefined ? (wanted.get(column.key) ?? null) : null,
      isNumber: column.align === 'right' || column.isDrawn === true || widths[column.key] !== undefined,
    })),
    boxWidth,
  );
  const sharedByKey = new Map(visible.map((column, at) => [column.key, shared[at] ?? least(column)]));
  return {
    ordered: table.getRowModel().rows.map((row) => row.original.row),
    visible,
    head: visible.map((column) => {
      const at = sorting.findIndex((one) => one.id === column.key);
      const sorted = at < 0 ? false : sorting[at]?.desc === true ? 'desc' : 'asc';
      return {
        key: column.key,
        header: column.header,
        align: column.align,
        isSortable: column.value !== undefined,
        sorted,
        rank: sorting.length > 1 ? at + 1 : 0,
      };
    }),
    choice: columns.map((column) => ({ key: column.key, header: column.header, isVisible: isVisible(column) })),
    minWidth: visible.reduce((sum, column) => sum + least(column), 0),
    widthOf: (column) => sharedByKey.get(column.key) ?? least(column),
    sort: (key, isAdded) => table.getColumn(key)?.toggleSorting(undefined, isAdded),
    toggle: (key) => {
      const column = columns.find((one) => one.key === key);
      if (column === undefined || (isVisible(column) && visible.length === 1)) return;
      setColumnVisibility({ ...columnVisibility, [key]: !isVisible(column) });
    },
    resize: (key, width) => setWidths({ ...widths, [key]: width }),
  };
}

/** What the columns asked for so far: it only grows, so that nothing moves sideways under a hand while a filter is typed. */
function useWanted<T>(rows: readonly T[], columns: readonly Column<T>[]): ReadonlyMap<string, number> {
  const [known, setKnown] = useState<ReadonlyMap<string, number>>(new Map());
  const next = useMemo(() => growWanted(known, columns, rows), [known, columns, rows]);
  if (next !== known) setKnown(next);
  return next;
}
