import './calendar.css';
import { IconDownload, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { api } from '../../app/client.ts';
import { go, goInstead, useDoor } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Split } from '../../ui/split.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useNow } from '../../ui/use-now.ts';
import { agendaColumns } from './agenda-columns.tsx';
import { dayOf, fullDate, instantOfField } from './calendar-dates.ts';
import { type AgendaView, useCalendarStore } from './calendar-store.ts';
import { nextWords, pageTitle } from './calendar-words.ts';
import { DayAside } from './day-aside.tsx';
import { EventAside } from './event-aside.tsx';
import { EventForm } from './event-form.tsx';
import { exportCalendar } from './export-calendar.ts';
import { MonthView } from './month-view.tsx';
import { NoDates } from './no-dates.tsx';
import { TimeLine } from './time-line.tsx';
import { quarterOf } from './time-line-geometry.ts';
import { useFormerDates } from './use-former-dates.ts';

/** Every dated vendor or team fact: the quarter drawn by vendor with the agenda under it, or a month; one event at the right. */
export default function CalendarPage(): ReactElement {
  const door = useDoor();
  const list = useQuery(api.calendar.list.queryOptions({ input: {} }));
  const today = dayOf(useNow());
  const { view, layout, text, setView, setLayout, setText } = useCalendarStore();
  const [isAdding, setIsAdding] = useState(false);
  const selectedId = door.kind === 'event' ? (door.id ?? null) : null;
  const openDay = door.kind === 'day' ? (door.id ?? null) : null;

  const events = useMemo(() => list.data ?? [], [list.data]);
  const range = useMemo(() => quarterOf(today), [today]);
  const columns = useMemo(() => agendaColumns(today), [today]);
  const parts = useMemo(() => partsOf(events, today), [events, today]);
  const rows = useMemo(() => parts[view].filter((event) => fits(event, text)), [parts, view, text]);
  const formerDates = useFormerDates(events);
  const selected = events.find((one) => one.id === selectedId);
  const isEmpty = list.data !== undefined && events.length === 0;

  const add = (): void => setIsAdding(true);
  const closeForm = (): void => {
    setIsAdding(false);
    if (door.kind === 'new') goInstead({ place: 'calendar' });
  };
  const swap = (): void => setLayout(layout === 'month' ? 'agenda' : 'month');
  useShortcut('n', 'Add a date', add);
  useShortcut('v', 'Agenda or month', swap);
  usePaletteActions('calendar', [
    { words: 'Add a date to the calendar', keys: 'n', run: add },
    { words: layout === 'month' ? 'Show the agenda' : 'Show the month', keys: 'v', run: swap },
    { words: 'Export the calendar', run: () => void exportCalendar() },
    { words: 'Export the calendar, titles only', run: () => void exportCalendar(true) },
  ]);

  if (list.error) return <FaultNote fault={list.error} onRetry={() => void list.refetch()} />;
  const actions = isEmpty ? undefined : (
    <>
      <Segments
        label="How dates are shown"
        value={layout}
        onChange={setLayout}
        items={[
          { value: 'agenda', label: 'Agenda' },
          { value: 'month', label: 'Month' },
        ]}
      />
      <Button
        aria-label="Export to a calendar"
        title="Export to a calendar"
        icon={<IconDownload size={16} stroke={1.6} aria-hidden="true" />}
        onClick={() => void exportCalendar()}
      />
      <Button icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={add}>
        Add date
      </Button>
    </>
  );
  const agenda = (
    <>
      {!isEmpty && <TimeLine events={events} formerDates={formerDates} range={range} selectedId={selectedId} />}
      {!isEmpty && (
        <div className="cal-views">
          <Tabs<AgendaView>
            label="Which dates"
            value={view}
            onChange={setView}
            items={[
              { value: 'coming', label: 'To come', count: parts.coming.length },
              { value: 'undated', label: 'Without a date', count: parts.undated.length },
              { value: 'past', label: 'Past', count: parts.past.length },
            ]}
          />
          <FilterField value={text} onChange={setText} placeholder="Filter dates" />
        </div>
      )}
      <DataTable<CalendarEvent>
        rows={rows}
        columns={columns}
        rowId={(event) => event.id}
        selectedId={selectedId ?? undefined}
        onOpen={(event) => go({ place: 'calendar', kind: 'event', id: event.id })}
        csvName="dates"
        of={['date', 'dates']}
        isLoading={list.isPending}
        empty={<NoDates view={view} isFiltered={text !== ''} onAdd={isEmpty ? add : null} />}
      />
    </>
  );
  return (
    <>
      <Split
        storageKey="calendar"
        asideTitle={openDay === null ? (selected?.title ?? 'Date') : fullDate(instantOfField(openDay) ?? today)}
        aside={openDay === null ? selectedId === null ? null : <EventAside id={selectedId} /> : <DayAside day={openDay} events={events} />}
        onClose={() => go({ place: 'calendar' })}
        main={
          <>
            <PageHeader
              title={list.data ? pageTitle(events, today, range.until) : 'Calendar'}
              sub={list.data ? (isEmpty ? undefined : nextWords(events, today)) : ' '}
              actions={actions}
            />
            {layout === 'month' && !isEmpty ? (
              <MonthView events={events} today={today} openDay={openDay} selectedId={selectedId} />
            ) : (
              agenda
            )}
          </>
        }
      />
      {(isAdding || door.kind === 'new') && (
        <EventForm event={null} day={openDay === null ? null : instantOfField(openDay)} onClose={closeForm} />
      )}
    </>
  );
}

function partsOf(events: readonly CalendarEvent[], today: number): Record<AgendaView, CalendarEvent[]> {
  const parts: Record<AgendaView, CalendarEvent[]> = { coming: [], undated: [], past: [] };
  for (const event of events) {
    if (event.effectiveAt === null) parts.undated.push(event);
    else if ((event.kind === 'freeze' && event.endsAt !== null ? event.endsAt : event.effectiveAt) >= today) parts.coming.push(event);
    else parts.past.push(event);
  }
  parts.past.reverse();
  return parts;
}

function fits(event: CalendarEvent, text: string): boolean {
  const words = [event.title, event.vendorName, event.apiName, event.endpointWords, event.ownerName, event.notes].join(' ').toLowerCase();
  return words.includes(text.trim().toLowerCase());
}
