import { create } from 'zustand';

interface ImportRequest {
  /** Whether somebody asked for an import; the import dialog is open then. */
  readonly isAsked: boolean;
  /** The document that was dropped, or null: the dialog asks for one. */
  readonly file: File | null;
  /** Opens the import dialog, with a document when there is one already. */
  readonly ask: (file: File | null) => void;
  /** Called by the dialog when it closes. */
  readonly clear: () => void;
}

/** How the drop zone, the menu and the palette hand a document to the inventory's import dialog. */
export const useImportRequest = create<ImportRequest>()((set) => ({
  isAsked: false,
  file: null,
  ask: (file) => set({ isAsked: true, file }),
  clear: () => set({ isAsked: false, file: null }),
}));
