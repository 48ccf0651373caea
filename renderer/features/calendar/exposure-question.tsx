import type { ReactElement } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { changeEvent } from './change-event.ts';

/** Where no call says whether we use it, a person does: the ladder follows from the answer. */
export function ExposureQuestion({ event }: { readonly event: CalendarEvent }): ReactElement | null {
  if (event.calls30d > 0 || event.exposure === 'ours') return null;
  const answer = (isUsed: boolean | null, words: string): void => {
    void changeEvent(`${event.title}: ${words}`, event.id, () => client.calendar.update({ id: event.id, isUsed }));
  };
  if (event.isUsed !== null)
    return (
      <p className="cal-note">
        {event.isUsed ? 'We use it, as somebody answered.' : 'We do not use it, as somebody answered.'}{' '}
        <Button kind="quiet" small onClick={() => answer(null, 'the calls say whether we use it')}>
          Take the answer back
        </Button>
      </p>
    );
  if (event.exposure !== 'unknown') return null;
  return (
    <div className="cal-question" role="group" aria-label="Do we use it?">
      <span>Do we use it? No call was seen.</span>
      <Button small onClick={() => answer(true, 'we use it')}>
        We do
      </Button>
      <Button small onClick={() => answer(false, 'we do not use it')}>
        We do not
      </Button>
    </div>
  );
}
