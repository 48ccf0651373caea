/** What is chosen in a table: rows by id, the row that the keyboard stands on, and where a range began. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly active: number;
  readonly anchor: number;
}

export const noSelection: Selection = { ids: new Set(), active: -1, anchor: -1 };

/** Moves to a row: alone, along with what is chosen already, as the end of a range from the anchor, or switched on and off beside the others. */
export function selectRow(before: Selection, order: readonly string[], to: number, how: 'alone' | 'along' | 'range' | 'toggle'): Selection {
  const at = Math.max(0, Math.min(order.length - 1, to));
  const id = order[at];
  if (id === undefined) return noSelection;
  if (how === 'range') {
    const anchor = before.anchor < 0 ? Math.max(0, before.active) : Math.min(before.anchor, order.length - 1);
    return { ids: new Set(order.slice(Math.min(anchor, at), Math.max(anchor, at) + 1)), active: at, anchor };
  }
  if (how === 'toggle') {
    const ids = new Set(before.ids);
    if (ids.has(id)) ids.delete(id);
    else ids.add(id);
    return { ids, active: at, anchor: at };
  }
  return { ids: how === 'along' ? before.ids : new Set(), active: at, anchor: at };
}
