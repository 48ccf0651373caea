import { useEffect } from 'react';
import { create } from 'zustand';

export interface PaletteAction {
  readonly words: string;
  /** Shown at the right: the shortcut that does the same. */
  readonly keys?: string;
  readonly run: () => void;
}

interface PaletteState {
  readonly isOpen: boolean;
  readonly actions: Readonly<Record<string, readonly PaletteAction[]>>;
  readonly open: () => void;
  readonly close: () => void;
}

/** The palette's own state: whether it is open, and what the mounted pages added to it. */
export const usePalette = create<PaletteState>()((set) => ({
  isOpen: false,
  actions: {},
  open: () => set({ isOpen: true }),
  close: () => set({ isOpen: false }),
}));

/** Adds actions to the palette while the component is mounted. `id` names the contributor: "console". */
export function usePaletteActions(id: string, actions: readonly PaletteAction[]): void {
  useEffect(() => {
    usePalette.setState((state) => ({ actions: { ...state.actions, [id]: actions } }));
  });
  useEffect(
    () => () =>
      usePalette.setState((state) => ({
        actions: Object.fromEntries(Object.entries(state.actions).filter(([key]) => key !== id)),
      })),
    [id],
  );
}
