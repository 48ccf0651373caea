import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { KeyboardEvent, ReactElement } from 'react';
import styles from './data-table.module.css';

export interface HeadCell {
  readonly key: string;
  readonly header: string;
  readonly align?: 'right';
  readonly isSortable: boolean;
  readonly sorted: 'asc' | 'desc' | false;
  /** Its place among several sorted columns, from 1; 0 when it is the only one. */
  readonly rank: number;
}

export interface TableHeadProps {
  readonly cells: readonly HeadCell[];
  readonly onSort: (key: string, isAdded: boolean) => void;
  /** Sets a column's width in pixels. */
  readonly onResize: (key: string, width: number) => void;
}

const narrowest = 48;
const keyStep = 16;

/** The sticky header: a press sorts, Shift sorts by several; the edge or Alt and an arrow key change a width. */
export function TableHead({ cells, onSort, onResize }: TableHeadProps): ReactElement {
  const resizeByKey = (event: KeyboardEvent<HTMLButtonElement>, key: string): void => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const width = event.currentTarget.closest('th')?.offsetWidth ?? 0;
    onResize(key, Math.max(narrowest, width + (event.key === 'ArrowRight' ? keyStep : -keyStep)));
  };
  return (
    <thead>
      <tr>
        {cells.map((cell) => (
          <th
            key={cell.key}
            scope="col"
            className={cell.align === 'right' ? styles.right : undefined}
            aria-sort={cell.sorted === false ? undefined : cell.sorted === 'asc' ? 'ascending' : 'descending'}
          >
            {cell.isSortable ? (
              <button
                type="button"
                className={styles.sort}
                onClick={(event) => onSort(cell.key, event.shiftKey)}
                onKeyDown={(event) => resizeByKey(event, cell.key)}
              >
                {cell.header}
                {cell.sorted === false ? null : cell.sorted === 'asc' ? (
                  <IconArrowUp size={12} stroke={2} aria-hidden="true" />
                ) : (
                  <IconArrowDown size={12} stroke={2} aria-hidden="true" />
                )}
                {cell.rank > 0 ? <span className={styles.rank}>{cell.rank}</span> : null}
              </button>
            ) : (
              <span className={styles.plain}>{cell.header}</span>
            )}
            <span
              className={styles.edge}
              aria-hidden="true"
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={(event) => {
                if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
                const left = event.currentTarget.closest('th')?.getBoundingClientRect().left ?? 0;
                onResize(cell.key, Math.max(narrowest, Math.round(event.clientX - left)));
              }}
            />
          </th>
        ))}
      </tr>
    </thead>
  );
}
