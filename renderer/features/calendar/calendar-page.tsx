import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { api } from '../../app/client.ts';
import { go, useDoor } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useNow } from '../../ui/use-now.ts';
import { agendaColumns } from './agenda-columns.tsx';
import { dayOf } from './calendar-dates.ts';
import { type AgendaView, useCalendarStore } from './calendar-store.ts';
import { nextWords, pageTitle } from './calendar-words.ts';
import { EventAside } from './event-aside.tsx';
import { EventForm } from './event-form.tsx';
import { TimeLine } from './time-line.tsx';
import { quarterOf } from './time-line-geometry.ts';
import { useFormerDates } from './use-former-dates.ts';
import './calendar.css';

/** Every dated vendor or team fact: the quarter drawn by vendor, the agenda under it, one event at the right. */
export default function CalendarPage(): ReactElement {
  const door = useDoor();
  const list = useQuery(api.calendar.list.queryOptions({ input: {} }));
  const today = dayOf(useNow());
  const { view, text, setView, setText } = useCalendarStore();
  const [isAdding, setIsAdding] = useState(false);
  const selectedId = door.kind === 'event' ? (door.id ?? null) : null;

  const events = useMemo(() => list.data ?? [], [list.data]);
  const range = useMemo(() => quarterOf(today), [today]);
  const columns = useMemo(() => agendaColumns(today), [today]);
  const parts = useMemo(() => partsOf(events, today), [events, today]);
  const rows = useMemo(() => parts[view].filter((event) => fits(event, text)), [parts, view, text]);
  const formerDates = useFormerDates(events);
  const selected = events.find((one) => one.id === selectedId);

  const add = (): void => setIsAdding(true);
  useShortcut('n', 'Add a date', add);
  usePaletteActions('calendar', [{ words: 'Add a date to the calendar', keys: 'n', run: add }]);

  if (list.error) return <FaultNote fault={list.error} onRetry={() => void list.refetch()} />;
  const addButton = (
    <Button icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={add}>
      Add date
    </Button>
  );
  return (
    <>
      <Split
        storageKey="calendar"
        asideTitle={selected?.title ?? 'Date'}
        aside={selectedId === null ? null : <EventAside id={selectedId} />}
        onClose={() => go({ place: 'calendar' })}
        main={
          <>
            <PageHeader
              title={list.data ? pageTitle(events, today, range.until) : 'Calendar'}
              sub={list.data ? nextWords(events, today) : ' '}
              actions={addButton}
            />
            <TimeLine events={events} formerDates={formerDates} range={range} selectedId={selectedId} />
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
            <DataTable<CalendarEvent>
              rows={rows}
              columns={columns}
              rowId={(event) => event.id}
              selectedId={selectedId ?? undefined}
              onOpen={(event) => go({ place: 'calendar', kind: 'event', id: event.id })}
              csvName="dates"
              isLoading={list.isPending}
              empty={<NoDates view={view} isFiltered={text !== ''} onAdd={add} />}
            />
          </>
        }
      />
      {isAdding && <EventForm event={null} onClose={() => setIsAdding(false)} />}
    </>
  );
}

function partsOf(events: readonly CalendarEvent[], today: number): Record<AgendaView, CalendarEvent[]> {
  const parts: Record<AgendaView, CalendarEvent[]> = { coming: [], undated: [], past: [] };
  for (const event of events) {
    if (event.effectiveAt === null) parts.undated.push(event);
    else if (event.effectiveAt >= today) parts.coming.push(event);
    else parts.past.push(event);
  }
  parts.past.reverse();
  return parts;
}

function fits(event: CalendarEvent, text: string): boolean {
  const words = [event.title, event.vendorName, event.apiName, event.endpointWords, event.ownerName, event.notes].join(' ').toLowerCase();
  return words.includes(text.trim().toLowerCase());
}

interface NoDatesProps {
  readonly view: AgendaView;
  readonly isFiltered: boolean;
  readonly onAdd: () => void;
}

function NoDates({ view, isFiltered, onAdd }: NoDatesProps): ReactElement {
  if (isFiltered) return <Empty title="No date here fits the filter." />;
  if (view === 'undated') return <Empty title="What a vendor announces without a date stands here until one is known. There is none." />;
  if (view === 'past') return <Empty title="Dates that have passed stand here, with what was done about them. There is none." />;
  return (
    <Empty
      title="Dates that vendors announce, and your own, stand here before they arrive."
      action={
        <Button kind="primary" onClick={onAdd}>
          Add date
        </Button>
      }
      example="An answer with a Sunset or Deprecation header adds its date by itself, with that exchange as its evidence."
    />
  );
}
