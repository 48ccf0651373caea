import { keptPlace } from './kept-place.ts';

/** What is chosen in a table: rows by id, the row that the keyboard stands on, and where a range began. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly active: number;
  readonly activeId: string | null;
  readonly anchor: number;
  readonly anchorId: string | null;
}

export const noSelection: Selection = { ids: new Set(), active: -1, activeId: null, anchor: -1, anchorId: null };

/** The same keyboard and range in the rows as they are by now: both stay on their rows when others come, go or are sorted. */
export function followRows(before: Selection, order: readonly string[]): Selection {
  const active = keptPlace(order, before.active, before.activeId);
  const anchor = keptPlace(order, before.anchor, before.anchorId);
  return active === before.active && anchor === before.anchor ? before : { ...before, active, anchor };
}

/** Moves to a row: alone, along with what is chosen already, as the end of a range from the anchor, or switched on and off beside the others. */
export function selectRow(before: Selection, order: readonly string[], to: number, how: 'alone' | 'along' | 'range' | 'toggle'): Selection {
  const active = Math.max(0, Math.min(order.length - 1, to));
  const activeId = order[active];
  if (activeId === undefined) return noSelection;
  const here = { active, activeId, anchor: active, anchorId: activeId };
  if (how === 'range') {
    const anchor = before.anchor < 0 ? Math.max(0, before.active) : Math.min(before.anchor, order.length - 1);
    const ids = new Set(order.slice(Math.min(anchor, active), Math.max(anchor, active) + 1));
    return { ...here, ids, anchor, anchorId: order[anchor] ?? null };
  }
  if (how === 'toggle') {
    const ids = new Set(before.ids);
    if (ids.has(activeId)) ids.delete(activeId);
    else ids.add(activeId);
    return { ...here, ids };
  }
  return { ...here, ids: how === 'along' ? before.ids : new Set() };
}
