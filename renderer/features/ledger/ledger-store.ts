import { create } from 'zustand';
import type { BreakFilter } from '../../../shared/contract/ledger.ts';

interface LedgerState {
  /** The currency that is looked at, by ledger. */
  readonly currencies: Readonly<Record<string, string>>;
  readonly text: string;
  readonly only: BreakFilter['only'];
  readonly causeId: string | null;
  readonly isTable: boolean;
  readonly choose: (ledgerId: string, currency: string) => void;
  readonly setText: (text: string) => void;
  readonly setOnly: (only: BreakFilter['only']) => void;
  readonly setCause: (causeId: string | null) => void;
  readonly setTable: (isTable: boolean) => void;
}

/** What the Ledger page is showing; kept while a person looks at other places. */
export const useLedgerStore = create<LedgerState>()((set) => ({
  currencies: {},
  text: '',
  only: 'all',
  causeId: null,
  isTable: false,
  choose: (ledgerId, currency) => set((state) => ({ currencies: { ...state.currencies, [ledgerId]: currency }, causeId: null })),
  setText: (text) => set({ text }),
  setOnly: (only) => set((state) => ({ only: state.only === only ? 'all' : only })),
  setCause: (causeId) => set((state) => ({ causeId: state.causeId === causeId ? null : causeId })),
  setTable: (isTable) => set({ isTable }),
}));
