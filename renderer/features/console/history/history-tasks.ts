import { create } from 'zustand';

/** What a person does with exchanges of the history; each opens a dialog of the page. */
export interface HistoryTask {
  readonly kind: 'bundle' | 'attach' | 'save';
  readonly ids: readonly string[];
}

interface TaskState {
  readonly task: HistoryTask | null;
  readonly begin: (kind: HistoryTask['kind'], ids: readonly string[]) => void;
  readonly end: () => void;
}

/** The one dialog that is open over the history. */
export const useHistoryTask = create<TaskState>()((set) => ({
  task: null,
  begin: (kind, ids) => set({ task: ids.length === 0 ? null : { kind, ids } }),
  end: () => set({ task: null }),
}));
