import { IconCheck } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { CalendarEvent, CalendarRung } from '../../../shared/contract/calendar.ts';
import { client } from '../../app/client.ts';
import { EditedInPlace } from '../../ui/edited-in-place.tsx';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/section.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { instantOfField, shortDate, weekdayDate } from './calendar-dates.ts';
import { changeRung } from './change-event.ts';
import './event-ladder.css';

/** The steps on the way to a date: what is done, what waits, what comes; each can be ticked with a note of what was done. */
export function EventLadder({ event, now }: { readonly event: CalendarEvent; readonly now: number }): ReactElement | null {
  const [openKey, setOpenKey] = useState<string | null>(null);
  if (event.rungs.length === 0) return null;
  const isContract = event.rungs.some(({ key }) => key.startsWith('notice-'));
  return (
    <Section title="Ladder" right={isContract ? 'days before the notice' : 'days before'}>
      <ol className="cal-ladder">
        {event.rungs.map((rung) => (
          <li key={rung.key} data-state={rung.state}>
            <span className="cal-rung-key">{rung.key.replace('notice-', '')}</span>
            <RungBox
              event={event}
              rung={rung}
              isOpen={openKey === rung.key}
              onOpen={() => setOpenKey(openKey === rung.key ? null : rung.key)}
            />
            <span className="cal-rung-words" title={rung.note === '' ? undefined : rung.note}>
              {rung.action}
              {rung.note !== '' && <span className="cal-rung-note">{rung.note}</span>}
            </span>
            <span className="cal-rung-when">{whenWords(rung, now)}</span>
            {openKey === rung.key && <RungForm event={event} rung={rung} onClose={() => setOpenKey(null)} />}
          </li>
        ))}
      </ol>
      {event.startBy !== null && event.effectiveAt !== null && (
        <p className="cal-note" data-late={event.startBy.lateWords !== null || undefined}>
          {event.startBy.lateWords !== null && (
            <>
              <Mark state="soon" />{' '}
            </>
          )}
          Start by {weekdayDate(event.startBy.at, now)}
          {event.startBy.lateWords === null ? '' : `, ${event.startBy.lateWords}`}: {shortDate(event.effectiveAt)} −{' '}
          {daysWords(event.startBy.workDays)} of work
          {event.startBy.freezeDays > 0 && ` − ${daysWords(event.startBy.freezeDays)} of freeze`}.
        </p>
      )}
    </Section>
  );
}

const daysWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

/** Due and answered are said as such; what comes has its day. */
function whenWords(rung: CalendarRung, now: number): string {
  if (rung.state === 'done') return `${shortDate(rung.doneAt ?? 0)}${rung.doneBy === null ? '' : `, ${rung.doneBy}`}`;
  const day = weekdayDate(instantOfField(rung.day) ?? rung.dueAt, now);
  if (rung.state === 'seen') return `seen, ${day}`;
  return rung.isShortNotice && rung.state === 'open' ? `short notice, ${day}` : day;
}

interface RungBoxProps {
  readonly event: CalendarEvent;
  readonly rung: CalendarRung;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function RungBox({ event, rung, isOpen, onOpen }: RungBoxProps): ReactElement {
  const isDone = rung.state === 'done';
  const reopen = (): void => {
    void changeRung(`Not done after all: ${rung.action}`, () => client.calendar.reopenRung({ id: event.id, key: rung.key }));
  };
  return (
    <EditedInPlace>
      <button
        type="button"
        role="checkbox"
        aria-checked={isDone}
        aria-expanded={isDone ? undefined : isOpen}
        aria-label={`${rung.action}, ${rung.when}${isDone ? '' : `, ${rung.state}`}`}
        className="cal-rung-box"
        onClick={isDone ? reopen : onOpen}
      >
        {isDone && <IconCheck size={12} stroke={2} aria-hidden="true" />}
      </button>
    </EditedInPlace>
  );
}

function RungForm({
  event,
  rung,
  onClose,
}: {
  readonly event: CalendarEvent;
  readonly rung: CalendarRung;
  readonly onClose: () => void;
}): ReactElement {
  const [note, setNote] = useState('');
  const save = async (): Promise<void> => {
    const isDone = await changeRung(`Done: ${rung.action}`, () =>
      client.calendar.acknowledgeRung({ id: event.id, key: rung.key, note: note.trim() }),
    );
    if (isDone) onClose();
  };
  return (
    <form
      className="cal-rung-form"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void save();
      }}
      onKeyDown={(pressed) => {
        if (pressed.key !== 'Escape') return;
        pressed.stopPropagation();
        onClose();
      }}
    >
      <TextField label="What was done" value={note} onChange={setNote} placeholder="All cases pass in the sandbox" autoFocus />
      <Button type="submit" small>
        Mark done
      </Button>
    </form>
  );
}
