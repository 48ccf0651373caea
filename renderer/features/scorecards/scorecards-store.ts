import { create } from 'zustand';
import { addMonths, monthOf } from '../../../shared/domain/costs/months.ts';
import type { Audience } from '../../../shared/domain/scorecards/facts.ts';

export type ScorecardsTab = 'page' | 'costs' | 'risks' | 'decisions';
export type CostsView = 'vendors' | 'prices' | 'quantities' | 'invoices' | 'budgets' | 'outcomes';

interface ScorecardsState {
  readonly month: string;
  readonly audience: Audience;
  readonly vendorId: string | null;
  /** A frozen version that is not the newest; null: the newest. */
  readonly version: number | null;
  readonly costsView: CostsView;
  readonly show: (page: { month?: string; audience?: Audience; vendorId?: string | null; version?: number | null }) => void;
  readonly setCostsView: (view: CostsView) => void;
}

/** Which page is looked at. It begins with last month, the one that is over. */
export const useScorecards = create<ScorecardsState>()((set) => ({
  month: addMonths(monthOf(Date.now()), -1),
  audience: 'executive',
  vendorId: null,
  version: null,
  costsView: 'vendors',
  show: (page) => set((state) => ({ ...state, version: null, ...page })),
  setCostsView: (costsView) => set({ costsView }),
}));
