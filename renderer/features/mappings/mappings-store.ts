import { create } from 'zustand';

export type MappingSheet = 'goldens' | 'sources' | 'changes' | 'rows' | 'field' | 'new field' | 'branches' | null;

interface MappingsState {
  /** Which destination field is looked at, by mapping. */
  readonly field: Readonly<Record<string, string>>;
  /** Which row of the sample, by mapping; counted from 1. */
  readonly row: Readonly<Record<string, number>>;
  readonly sheet: MappingSheet;
  readonly runId: string | null;
  readonly isCreating: boolean;
  readonly choose: (mappingId: string, field: string) => void;
  readonly chooseRow: (mappingId: string, row: number) => void;
  readonly open: (sheet: MappingSheet) => void;
  readonly showRun: (runId: string | null) => void;
}

/** What is looked at in Mappings; nothing of it is data. */
export const useMappingsStore = create<MappingsState>()((set) => ({
  field: {},
  row: {},
  sheet: null,
  runId: null,
  isCreating: false,
  choose: (mappingId, field) => set((state) => ({ field: { ...state.field, [mappingId]: field } })),
  chooseRow: (mappingId, row) => set((state) => ({ row: { ...state.row, [mappingId]: row } })),
  open: (sheet) => set({ sheet }),
  showRun: (runId) => set({ runId }),
}));
