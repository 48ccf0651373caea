import { create } from 'zustand';

export type AgendaView = 'coming' | 'undated' | 'past';

interface CalendarState {
  readonly view: AgendaView;
  readonly text: string;
  readonly setView: (view: AgendaView) => void;
  readonly setText: (text: string) => void;
}

/** What the Calendar page is showing; kept while a person looks at other places. */
export const useCalendarStore = create<CalendarState>()((set) => ({
  view: 'coming',
  text: '',
  setView: (view) => set({ view }),
  setText: (text) => set({ text }),
}));
