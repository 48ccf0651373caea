import { create } from 'zustand';
import { readRemembered } from './remembered.ts';

export type Density = 'comfortable' | 'compact';

const storageKey = 'density';

interface DensityState {
  readonly density: Density;
  readonly setDensity: (density: Density) => void;
}

/** How close the rows stand; remembered on this computer. */
export const useDensity = create<DensityState>()((set) => ({
  density: readRemembered<string>(storageKey, 'comfortable') === 'compact' ? 'compact' : 'comfortable',
  setDensity: (density) => {
    localStorage.setItem(storageKey, JSON.stringify(density));
    set({ density });
  },
}));

/** Pixels per table row; the same numbers as `--row` in tokens.css. */
export function useRowHeight(): number {
  return useDensity((state) => (state.density === 'compact' ? 28 : 32));
}
