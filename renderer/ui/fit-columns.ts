import { narrowestFlexible } from './share-width.ts';
import type { Column } from './table-column.ts';

/** The columns that a box of this width has room for: minor ones go, then those that give way, the last one first, and nothing else does. */
export function fitColumns<T>(columns: readonly Column<T>[], width: number): readonly Column<T>[] {
  const shown = columns.filter((column) => column.initiallyHidden !== true);
  const leaving = shown.toReversed();
  let wanted = shown.reduce((sum, column) => sum + (column.width ?? narrowestFlexible), 0);
  const gone = new Set<string>();
  for (const column of [...leaving.filter(({ isMinor }) => isMinor), ...leaving.filter(({ isMinor, givesWay }) => !isMinor && givesWay)]) {
    if (wanted <= width) break;
    gone.add(column.key);
    wanted -= column.width ?? narrowestFlexible;
  }
  return gone.size === 0 ? columns : columns.filter(({ key }) => !gone.has(key));
}
