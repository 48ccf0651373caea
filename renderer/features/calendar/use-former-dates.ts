import { useQueries } from '@tanstack/react-query';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { api } from '../../app/client.ts';
import type { FormerDate } from './time-line-geometry.ts';

/** Only these can have moved: what vendors announce by header. More than this many would not be seen in the picture. */
const most = 24;

/** The dates that events in sight had before they moved. */
export function useFormerDates(events: readonly CalendarEvent[]): FormerDate[] {
  const announced = events.filter((one) => one.effectiveAt !== null && one.hits > 0).slice(0, most);
  const shown = useQueries({
    queries: announced.map((event) => api.calendar.show.queryOptions({ input: { id: event.id } })),
    combine: (results) => results.flatMap((result) => (result.data ? [result.data] : [])),
  });
  return shown.flatMap(({ event, dates }) =>
    [...new Set(dates.map((date) => date.effectiveAt))].flatMap((at) =>
      at === null || at === event.effectiveAt ? [] : [{ eventId: event.id, at }],
    ),
  );
}
