import { IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Mark } from '../../../ui/mark.tsx';
import { useConsoleStore } from '../console-store.ts';

/** What could not be taken over from a paste or from an exchange that is sent again. */
export function RequestNotes({ subjectKey }: { readonly subjectKey: string }): ReactElement | null {
  const notes = useConsoleStore((state) => state.notes[subjectKey]);
  const setNotes = useConsoleStore((state) => state.setNotes);
  if (notes === undefined) return null;
  return (
    <div className="con-notes" role="status">
      <Mark state="soon" />
      <p>{notes.join(' ')}</p>
      <IconButton of={IconX} words="Put this note away" small onClick={() => setNotes(subjectKey, [])} />
    </div>
  );
}
