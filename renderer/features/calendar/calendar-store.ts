import { create } from 'zustand';

export type AgendaView = 'coming' | 'undated' | 'past';
export type CalendarLayout = 'agenda' | 'month';

interface CalendarState {
  readonly view: AgendaView;
  readonly layout: CalendarLayout;
  readonly text: string;
  readonly setView: (view: AgendaView) => void;
  readonly setLayout: (layout: CalendarLayout) => void;
  readonly setText: (text: string) => void;
}

/** What the Calendar page is showing; kept while a person looks at other places. */
export const useCalendarStore = create<CalendarState>()((set) => ({
  view: 'coming',
  layout: 'agenda',
  text: '',
  setView: (view) => set({ view }),
  setLayout: (layout) => set({ layout }),
  setText: (text) => set({ text }),
}));
