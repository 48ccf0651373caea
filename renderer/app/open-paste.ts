import { create } from 'zustand';

interface PasteAsk {
  /** Whether somebody asked to paste a curl command; the dialog is open then. */
  readonly isAsked: boolean;
  readonly ask: () => void;
  /** Called by the dialog when it closes. */
  readonly clear: () => void;
}

/** How the palette, wherever a person is, opens the Console's dialog for a curl command. */
export const usePaste = create<PasteAsk>()((set) => ({
  isAsked: false,
  ask: () => set({ isAsked: true }),
  clear: () => set({ isAsked: false }),
}));
