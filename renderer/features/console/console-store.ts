import { create } from 'zustand';
import type { KeptDraft } from '../../../shared/contract/console.ts';
import type { Check } from '../../../shared/domain/flows/flow-spec.ts';
import type { Draft } from './request/draft.ts';

export type EditorTab = 'params' | 'headers' | 'body' | 'resilience' | 'options' | 'checks';
export type AnswerTab = 'answer' | 'headers' | 'contract' | 'sent' | 'hops' | 'checks';

export type ListMode = 'endpoints' | 'saved';

/** A call that is neither an endpoint's nor saved: pasted, sent again, or begun from nothing. */
export interface FreeCall {
  readonly apiId: string;
  readonly environmentId: string | null;
  readonly draft: KeptDraft;
}

interface ConsoleState {
  /** What a person filled in, by subject: an endpoint, a saved request or a free call. Never a secret. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** The version of a saved request that its draft began from, by its id. */
  readonly bases: Readonly<Record<string, string>>;
  /** Checks that were written for a saved request and are not kept yet, by its id. */
  readonly checks: Readonly<Record<string, readonly Check[]>>;
  /** The exchange that stands beside an endpoint's editor; without one it is the newest. */
  readonly shown: Readonly<Record<string, string>>;
  readonly free: Readonly<Record<string, FreeCall>>;
  /** What could not be taken over from a paste or an exchange, by subject; one sentence each. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
  /** A subject that is to ask for its production confirmation as soon as it is open. */
  readonly asking: string | null;
  readonly mode: ListMode;
  readonly lastEndpointId: string | null;
  readonly filter: string;
  /** APIs that a person opened or closed in the list. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly editorTab: EditorTab;
  readonly answerTab: AnswerTab;
  /** A line of an answer's body that is to be shown; another `turn` shows it again. */
  readonly lineAsked: { readonly exchangeId: string; readonly line: number; readonly turn: number } | null;
  /** The history's search, as typed. */
  readonly historyText: string;
  /** `version`: that of the saved request it is a draft of; the first one stays. */
  readonly setDraft: (endpointId: string, draft: Draft, version?: string) => void;
  readonly dropDraft: (endpointId: string) => void;
  /** Null: they are as they are kept. */
  readonly setChecks: (savedRequestId: string, checks: readonly Check[] | null) => void;
  readonly show: (endpointId: string, exchangeId: string | null) => void;
  readonly visit: (endpointId: string) => void;
  readonly setFilter: (filter: string) => void;
  readonly setOpen: (apiId: string, isOpen: boolean) => void;
  readonly setEditorTab: (tab: EditorTab) => void;
  readonly setAnswerTab: (tab: AnswerTab) => void;
  readonly askLine: (exchangeId: string, line: number) => void;
  readonly setHistoryText: (historyText: string) => void;
  readonly setMode: (mode: ListMode) => void;
  readonly setNotes: (key: string, notes: readonly string[]) => void;
  readonly setFree: (key: string, call: FreeCall) => void;
  readonly ask: (key: string | null) => void;
}

let lineTurn = 1;

/** What the Console is showing and what is being written in it; kept while a person looks at other places. */
export const useConsoleStore = create<ConsoleState>()((set) => ({
  drafts: {},
  bases: {},
  checks: {},
  shown: {},
  free: {},
  notes: {},
  asking: null,
  mode: 'endpoints',
  lastEndpointId: null,
  filter: '',
  open: {},
  editorTab: 'body',
  answerTab: 'answer',
  lineAsked: null,
  historyText: '',
  setDraft: (endpointId, draft, version) =>
    set(({ drafts, bases }) => ({
      drafts: { ...drafts, [endpointId]: draft },
      ...(version === undefined || bases[endpointId] !== undefined ? {} : { bases: { ...bases, [endpointId]: version } }),
    })),
  dropDraft: (endpointId) => set(({ drafts, bases }) => ({ drafts: without(drafts, endpointId), bases: without(bases, endpointId) })),
  setChecks: (savedRequestId, checks) =>
    set((state) => ({
      checks: checks === null ? without(state.checks, savedRequestId) : { ...state.checks, [savedRequestId]: checks },
    })),
  show: (endpointId, exchangeId) =>
    set((state) => ({ shown: exchangeId === null ? without(state.shown, endpointId) : { ...state.shown, [endpointId]: exchangeId } })),
  visit: (lastEndpointId) => set({ lastEndpointId }),
  setFilter: (filter) => set({ filter }),
  setOpen: (apiId, isOpen) => set((state) => ({ open: { ...state.open, [apiId]: isOpen } })),
  setEditorTab: (editorTab) => set({ editorTab }),
  setAnswerTab: (answerTab) => set({ answerTab }),
  askLine: (exchangeId, line) => set(() => ({ answerTab: 'answer', lineAsked: { exchangeId, line, turn: lineTurn++ } })),
  setMode: (mode) => set({ mode }),
  setNotes: (key, notes) => set((state) => ({ notes: notes.length === 0 ? without(state.notes, key) : { ...state.notes, [key]: notes } })),
  setFree: (key, call) => set((state) => ({ free: { ...state.free, [key]: call } })),
  ask: (asking) => set({ asking }),
  setHistoryText: (historyText) => set({ historyText }),
}));

function without<V>(record: Readonly<Record<string, V>>, key: string): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));
}
