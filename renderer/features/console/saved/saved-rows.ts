import type { SavedRequest } from '../../../../shared/contract/console.ts';

export type SavedRow =
  | { readonly kind: 'folder'; readonly folder: string; readonly count: number; readonly isOpen: boolean }
  | { readonly kind: 'request'; readonly saved: SavedRequest };

/** Saved requests as one flat list under their folders; those in no folder come last, without a heading when they are alone. */
export function savedRows(all: readonly SavedRequest[], filter: string, open: Readonly<Record<string, boolean>>): SavedRow[] {
  const words = filter.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = all.filter((one) => {
    if (words.length === 0) return true;
    const text = `${one.folder} ${one.name} ${one.vendorName} ${one.apiName} ${one.method} ${one.path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const folders = new Map<string, SavedRequest[]>();
  for (const one of fitting) {
    const own = folders.get(one.folder);
    if (own) own.push(one);
    else folders.set(one.folder, [one]);
  }
  const names = [...folders.keys()].toSorted((a, b) => Number(a === '') - Number(b === '') || a.localeCompare(b));
  const isPlain = names.length === 1 && names[0] === '';
  return names.flatMap((folder): SavedRow[] => {
    const own = folders.get(folder) ?? [];
    const isOpen = words.length > 0 || (open[folderKey(folder)] ?? true);
    const requests = isOpen ? own.map((saved): SavedRow => ({ kind: 'request', saved })) : [];
    return isPlain ? requests : [{ kind: 'folder', folder, count: own.length, isOpen }, ...requests];
  });
}

export const folderKey = (folder: string): string => `folder:${folder}`;
