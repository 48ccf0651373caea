import type { ReactElement } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import type { EventDate } from './date-history.tsx';

export interface EventEvidenceProps {
  readonly event: CalendarEvent;
  readonly dates: readonly EventDate[];
}

/** The header itself, as it was received, and the exchange it came with. */
export function EventEvidence({ event, dates }: EventEvidenceProps): ReactElement | null {
  const latest = dates.toSorted((one, other) => other.seenAt - one.seenAt).find((date) => date.raw !== '');
  if (!latest) return null;
  return (
    <Section
      title="Evidence"
      right={
        latest.exchangeId !== null && (
          <DoorLink door={{ place: 'console', kind: 'exchange', id: latest.exchangeId }}>open the exchange</DoorLink>
        )
      }
    >
      <pre className="cal-raw" tabIndex={0} aria-label="What was received">
        {headerOf(latest)}
      </pre>
      {event.hits > 0 && (
        <p className="cal-note">
          Seen on {formatCount(event.hits)} {event.hits === 1 ? 'answer' : 'answers'}, last <When at={event.lastSeenAt} />.
        </p>
      )}
    </Section>
  );
}

/** The header with its name: the source says which one it was, "Sunset header". */
function headerOf(date: EventDate): string {
  const name = date.source.endsWith(' header') ? date.source.replace(/ header$/, '') : '';
  return name === '' || date.raw.toLowerCase().startsWith(`${name.toLowerCase()}:`) ? date.raw : `${name}: ${date.raw}`;
}
