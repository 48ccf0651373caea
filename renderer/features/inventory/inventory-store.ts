import { create } from 'zustand';

export type InventoryView = 'apis' | 'vendors' | 'endpoints' | 'processes' | 'map';
export type MapForm = 'graph' | 'table';
export type ApiTab = 'used by a process' | 'need you' | 'not linked' | 'all';
export type AsideTab = 'overview' | 'endpoints' | 'contract' | 'evidence' | 'history';

interface InventoryState {
  readonly view: InventoryView;
  /** Null until a person has chosen: the page then opens on the fullest useful tab. */
  readonly tab: ApiTab | null;
  readonly asideTab: AsideTab;
  readonly mapForm: MapForm;
  /** The filter of each view; kept apart, so that switching back finds it again. */
  readonly text: Readonly<Record<InventoryView, string>>;
  /** A name, "nobody", or null for anyone. */
  readonly owner: string | null;
  readonly setView: (view: InventoryView) => void;
  readonly setTab: (tab: ApiTab) => void;
  readonly setAsideTab: (tab: AsideTab) => void;
  readonly setText: (view: InventoryView, text: string) => void;
  readonly setMapForm: (mapForm: MapForm) => void;
  readonly setOwner: (owner: string | null) => void;
}

/** What the Inventory page is showing; kept while a person looks at other places. */
export const useInventoryStore = create<InventoryState>()((set) => ({
  view: 'apis',
  tab: null,
  asideTab: 'overview',
  mapForm: 'graph',
  text: { apis: '', vendors: '', endpoints: '', processes: '', map: '' },
  owner: null,
  setView: (view) => set({ view }),
  setTab: (tab) => set({ tab }),
  setAsideTab: (asideTab) => set({ asideTab }),
  setText: (view, text) => set((state) => ({ text: { ...state.text, [view]: text } })),
  setMapForm: (mapForm) => set({ mapForm }),
  setOwner: (owner) => set({ owner }),
}));

/** Makes sure that an API that was just added is in the list and opens on its overview. */
export function showApi(): void {
  useInventoryStore.setState((state) => ({
    view: 'apis',
    tab: 'all',
    owner: null,
    asideTab: 'overview',
    text: { ...state.text, apis: '' },
  }));
}
