import { useState, type ReactElement } from 'react';
import type { BreakDetail } from '../../../shared/contract/ledger.ts';
import { useReadOnly } from '../../ui/read-only.ts';
import { formatDayTime, formatInstant } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { addNote } from './act-on-breaks.ts';
import { StateDisc } from './state-mark.tsx';

/** Everything that happened to a break, newest first, and a place for a note. */
export function BreakHistory({ one }: { readonly one: BreakDetail }): ReactElement {
  const now = useNow();
  const isReadOnly = useReadOnly();
  const [text, setText] = useState('');
  const [isSaving, setIsSaving] = useState(false);
  const save = async (): Promise<void> => {
    const note = text.trim();
    if (note === '' || isSaving) return;
    setIsSaving(true);
    if (await addNote(one.id, note)) setText('');
    setIsSaving(false);
  };
  return (
    <>
      <ol className="led-history">
        {one.history.map((event) => (
          <li key={event.id}>
            <time dateTime={new Date(event.at).toISOString()} title={formatInstant(event.at)}>
              {formatDayTime(event.at, now)}
            </time>
            {event.toState === null ? <span className="led-dot" aria-hidden="true" /> : <StateDisc state={event.toState} />}
            <span>
              {event.actor === null ? '' : `${event.actor}: `}
              {event.words}
            </span>
          </li>
        ))}
      </ol>
      {isReadOnly ? null : (
        <form
          className="led-note"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <input
            type="text"
            aria-label="Add a note"
            placeholder="Add a note"
            value={text}
            maxLength={4000}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {text.trim() === '' ? null : (
            <Button small type="submit" loading={isSaving}>
              Add note
            </Button>
          )}
        </form>
      )}
    </>
  );
}
