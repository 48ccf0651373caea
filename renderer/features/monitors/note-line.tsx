import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useReadOnly } from '../../ui/read-only.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** One line to add to the time line: what was seen, done or heard. */
export function NoteLine({ incidentId }: { readonly incidentId: string }) {
  const [words, setWords] = useState('');
  const isReadOnly = useReadOnly();
  const save = async (): Promise<void> => {
    if (words.trim() === '') return;
    if (await attempt(client.monitors.noteIncident({ id: incidentId, words: words.trim() }), 'Noted')) setWords('');
  };
  if (isReadOnly) return null;
  return (
    <form
      className="mon-note-line"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label="Note" value={words} onChange={setWords} placeholder="PayPal support on the phone, no estimate yet" />
      <Button small type="submit" disabled={words.trim() === ''}>
        Add note
      </Button>
    </form>
  );
}
