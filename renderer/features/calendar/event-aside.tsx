import { IconExternalLink, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import { useShortcut } from '../../app/shortcuts.ts';
import { useNow } from '../../ui/use-now.ts';
import { When } from '../../ui/when.tsx';
import { dayWithYear } from '../../../shared/domain/day-words.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import { dayMs, shortDate, weekdayDate } from './calendar-dates.ts';
import { dateWords, daysLeftWords, exposureWords, kindWords, needsSomebody } from './calendar-words.ts';
import { acknowledge, changeEvent } from './change-event.ts';
import { DateHistory } from './date-history.tsx';
import { EventEvidence } from './event-evidence.tsx';
import { EventForm } from './event-form.tsx';
import { EventLadder } from './event-ladder.tsx';
import { ExposureQuestion } from './exposure-question.tsx';
import { EventTouches } from './event-touches.tsx';
import './event-aside.css';

/** One event: how long is left, its date, what to do, where the date is known from, and what it touches. */
export function EventAside({ id }: { readonly id: string }): ReactElement {
  const shown = useQuery(api.calendar.show.queryOptions({ input: { id } }));
  const now = useNow();
  const [isEditing, setIsEditing] = useState(false);
  useShortcut('e', 'Edit the date', () => setIsEditing(true), shown.data !== undefined);
  if (shown.error) {
    if (isFault(shown.error) && shown.error.code === 'not_found') return <Empty title="This date is no longer on the calendar." />;
    return <FaultNote fault={shown.error} onRetry={() => void shown.refetch()} />;
  }
  if (!shown.data) return <Loading />;
  const { event, dates } = shown.data;
  const isOwn = event.source === 'by hand';
  const remove = async (): Promise<void> => {
    const isDone = await changeEvent(`Removed: ${event.title}`, event.id, () => client.calendar.remove({ id: event.id }));
    if (isDone) go({ place: 'calendar' });
  };
  const withdraw = (): Promise<boolean> =>
    changeEvent(event.withdrawnAt === null ? `Withdrawn: ${event.title}` : `Holds again: ${event.title}`, event.id, () =>
      client.calendar.update({ id: event.id, isWithdrawn: event.withdrawnAt === null }),
    );
  return (
    <>
      <div className="cal-head">
        <div className="cal-chips">
          <Chip state={needsSomebody(event) ? event.standing.state : undefined} title={event.standing.words}>
            {daysLeftWords(event, now)}
          </Chip>
          <Chip tone="line">{exposureWords(event)}</Chip>
          <span className="cal-kind">{kindWords[event.kind]}</span>
        </div>
        <p>
          {dateWords(event)}
          {event.deprecatedAt !== null && <span className="faint"> · deprecated since {dayWithYear(event.deprecatedAt)}</span>}
          {event.isZoneAssumed && <span className="faint"> · the vendor named no zone, UTC is assumed</span>}
        </p>
        {event.noticeDays !== null && event.noticeDays > 0 && event.effectiveAt !== null && (
          <p>Last day to give notice: {weekdayDate(event.effectiveAt - event.noticeDays * dayMs, now)}</p>
        )}
        <div className="cal-buttons">
          <AcknowledgeButton event={event} />
          <Button icon={<IconPencil size={16} stroke={1.6} aria-hidden="true" />} onClick={() => setIsEditing(true)}>
            Edit
          </Button>
          {isOwn ? (
            <Button kind="quiet" icon={<IconTrash size={16} stroke={1.6} aria-hidden="true" />} onClick={() => void remove()}>
              Remove
            </Button>
          ) : (
            <Button kind="quiet" onClick={() => void withdraw()}>
              {event.withdrawnAt === null ? 'Vendor took it back' : 'It holds after all'}
            </Button>
          )}
        </div>
        {event.acknowledgedAt !== null && (
          <p className="cal-note">
            Acknowledged {event.acknowledgedBy ? `by ${event.acknowledgedBy} ` : ''}on {shortDate(event.acknowledgedAt)}.
          </p>
        )}
        <ExposureQuestion event={event} />
        {event.standing.words !== '' && event.standing.words !== daysLeftWords(event, now) && (
          <p className="cal-note">{sentence(event.standing.words)}</p>
        )}
      </div>
      {dates.length > 0 && <DateHistory dates={dates} now={now} />}
      <EventLadder event={event} now={now} />
      <EventTouches event={event} />
      <EventEvidence event={event} dates={dates} />
      {(event.notes !== '' || event.moreInfoUrl !== null) && (
        <Section title="Notes">
          {event.notes !== '' && <p className="cal-notes">{event.notes}</p>}
          {event.moreInfoUrl !== null && <MoreInfo url={event.moreInfoUrl} />}
        </Section>
      )}
      <p className="cal-foot">
        {isOwn ? 'Added by hand' : `From a ${event.source}`}, first seen <When at={event.firstSeenAt} />.
      </p>
      {isEditing && <EventForm event={event} onClose={() => setIsEditing(false)} />}
    </>
  );
}

function AcknowledgeButton({ event }: { readonly event: CalendarEvent }): ReactElement | null {
  if (event.acknowledgedAt !== null) return null;
  return (
    <Button kind={needsSomebody(event) ? 'primary' : 'default'} onClick={() => void acknowledge(event.id, event.title)}>
      Acknowledge
    </Button>
  );
}

function MoreInfo({ url }: { readonly url: string }): ReactElement {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:') return <p className="cal-notes">{url}</p>;
  return (
    <Button
      kind="quiet"
      small
      icon={<IconExternalLink size={14} stroke={1.6} aria-hidden="true" />}
      title={url}
      onClick={() => void shell.call('openExternal', { url })}
    >
      Open the vendor’s page at {parsed.host}
    </Button>
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}
