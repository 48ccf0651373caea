import { create } from 'zustand';

export const tabs = ['monitors', 'promises', 'incidents'] as const;
export type Tab = (typeof tabs)[number];

interface MonitorsState {
  readonly tab: Tab;
  readonly setTab: (tab: Tab) => void;
  readonly text: string;
  readonly setText: (text: string) => void;
}

/** What the Monitors page is showing. */
export const useMonitorsStore = create<MonitorsState>()((set) => ({
  tab: 'monitors',
  setTab: (tab) => set({ tab, text: '' }),
  text: '',
  setText: (text) => set({ text }),
}));
