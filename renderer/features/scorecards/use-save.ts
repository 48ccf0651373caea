import { useState } from 'react';
import { offerUndo } from '../../ui/undo-last.ts';

export interface Save {
  readonly fault: unknown;
  readonly isSaving: boolean;
  /** Saves, says so with an Undo, and closes; a fault stays with the form. */
  readonly run: (words: string, entity: string, save: () => Promise<{ id: string }>) => Promise<void>;
}

/** What every form does when its button is pressed. */
export function useSave(onClose: () => void): Save {
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  return {
    fault,
    isSaving,
    run: async (words, entity, save) => {
      setIsSaving(true);
      try {
        const { id } = await save();
        offerUndo(words, entity, id);
        onClose();
      } catch (error) {
        setFault(error);
        setIsSaving(false);
      }
    },
  };
}
