import { create } from 'zustand';
import type { Draft } from './request/draft.ts';

export type EditorTab = 'params' | 'headers' | 'body';
export type AnswerTab = 'answer' | 'headers' | 'contract' | 'sent' | 'hops';

interface ConsoleState {
  /** What a person filled in, by endpoint. Never a secret. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** The exchange that stands beside an endpoint's editor; without one it is the newest. */
  readonly shown: Readonly<Record<string, string>>;
  readonly lastEndpointId: string | null;
  readonly filter: string;
  /** APIs that a person opened or closed in the list. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly editorTab: EditorTab;
  readonly answerTab: AnswerTab;
  readonly history: { readonly text: string; readonly onlyFailed: boolean };
  readonly setDraft: (endpointId: string, draft: Draft) => void;
  readonly dropDraft: (endpointId: string) => void;
  readonly show: (endpointId: string, exchangeId: string | null) => void;
  readonly visit: (endpointId: string) => void;
  readonly setFilter: (filter: string) => void;
  readonly setOpen: (apiId: string, isOpen: boolean) => void;
  readonly setEditorTab: (tab: EditorTab) => void;
  readonly setAnswerTab: (tab: AnswerTab) => void;
  readonly setHistory: (history: Partial<ConsoleState['history']>) => void;
}

/** What the Console is showing and what is being written in it; kept while a person looks at other places. */
export const useConsoleStore = create<ConsoleState>()((set) => ({
  drafts: {},
  shown: {},
  lastEndpointId: null,
  filter: '',
  open: {},
  editorTab: 'body',
  answerTab: 'answer',
  history: { text: '', onlyFailed: false },
  setDraft: (endpointId, draft) => set((state) => ({ drafts: { ...state.drafts, [endpointId]: draft } })),
  dropDraft: (endpointId) => set((state) => ({ drafts: without(state.drafts, endpointId) })),
  show: (endpointId, exchangeId) =>
    set((state) => ({ shown: exchangeId === null ? without(state.shown, endpointId) : { ...state.shown, [endpointId]: exchangeId } })),
  visit: (lastEndpointId) => set({ lastEndpointId }),
  setFilter: (filter) => set({ filter }),
  setOpen: (apiId, isOpen) => set((state) => ({ open: { ...state.open, [apiId]: isOpen } })),
  setEditorTab: (editorTab) => set({ editorTab }),
  setAnswerTab: (answerTab) => set({ answerTab }),
  setHistory: (history) => set((state) => ({ history: { ...state.history, ...history } })),
}));

function without<V>(record: Readonly<Record<string, V>>, key: string): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));
}
