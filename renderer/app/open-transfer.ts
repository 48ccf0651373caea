import { create } from 'zustand';

/** A file that was chosen or dropped, with its path below what was chosen. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

interface TransferAsk {
  /** Whether somebody asked to take requests over; the dialog is open then. */
  readonly isAsked: boolean;
  /** What was dropped; empty: the dialog asks for it. */
  readonly files: readonly ChosenFile[];
  /** Opens the dialog, with files when there are some already. */
  readonly ask: (files?: readonly ChosenFile[]) => void;
  /** Called by the dialog when it closes. */
  readonly clear: () => void;
}

/** How the drop zone and the palette hand collections of other programs to the Console's import. */
export const useTransferRequest = create<TransferAsk>()((set) => ({
  isAsked: false,
  files: [],
  ask: (files = []) => set({ isAsked: true, files }),
  clear: () => set({ isAsked: false, files: [] }),
}));
