import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { dayMs, fieldDate, fullDate, monthDate } from './calendar-dates.ts';
import { needsSomebody } from './calendar-words.ts';
import { MarkDrawing } from './mark-shape.tsx';
import { addMonths, monthOf, monthWeeks, sameDayIn, type MonthDay } from './month-grid.ts';
import { shapeOf } from './time-line-geometry.ts';
import './month-view.css';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** More than these are counted. */
const most = 3;

export interface MonthViewProps {
  readonly events: readonly CalendarEvent[];
  readonly today: number;
  /** The day whose list is open. */
  readonly openDay: string | null;
  readonly selectedId: string | null;
}

/** A month as a grid; arrows move by day and week, Page Up and Page Down by month, Enter opens the day. */
export function MonthView({ events, today, openDay, selectedId }: MonthViewProps): ReactElement {
  const [at, setAt] = useState(today);
  const grid = useRef<HTMLDivElement>(null);
  const month = monthOf(at);
  const weeks = monthWeeks(month, events);

  const moveTo = (next: number): void => {
    // At once, so that the next key finds the day, also when it lies in another month.
    flushSync(() => setAt(next));
    grid.current?.querySelector<HTMLButtonElement>('[tabindex="0"]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -dayMs, ArrowRight: dayMs, ArrowUp: -7 * dayMs, ArrowDown: 7 * dayMs }[event.key];
    if (step !== undefined) moveTo(at + step);
    else if (event.key === 'PageUp') moveTo(sameDayIn(addMonths(month, -1), at));
    else if (event.key === 'PageDown') moveTo(sameDayIn(addMonths(month, 1), at));
    else if (event.key === 'Home') moveTo(at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs);
    else if (event.key === 'End') moveTo(at + ((7 - new Date(at).getUTCDay()) % 7) * dayMs);
    else if (event.key === 't') moveTo(today);
    else return;
    event.preventDefault();
  };
  return (
    <div className="cal-month-view">
      <div className="cal-month-bar">
        <h2>{monthDate(month)}</h2>
        <Button
          kind="quiet"
          small
          aria-label="Month before"
          icon={<IconChevronLeft size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => setAt(sameDayIn(addMonths(month, -1), at))}
        />
        <Button
          kind="quiet"
          small
          aria-label="Next month"
          icon={<IconChevronRight size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => setAt(sameDayIn(addMonths(month, 1), at))}
        />
        <Button small onClick={() => setAt(today)} disabled={monthOf(today) === month}>
          Today
        </Button>
      </div>
      <div className="cal-grid" role="grid" aria-label={monthDate(month)} ref={grid} onKeyDown={onKeyDown}>
        <div className="cal-weekdays" role="row">
          {weekdays.map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
        {weeks.map((week) => (
          <div key={week[0]?.at} className="cal-week-row" role="row">
            {week.map((day) => (
              <DayCell
                key={day.at}
                day={day}
                isToday={day.at === today}
                isStop={day.at === at}
                isOpen={openDay === fieldDate(day.at) || day.events.some(({ id }) => id === selectedId)}
                onFocus={() => setAt(day.at)}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface DayCellProps {
  readonly day: MonthDay;
  readonly isToday: boolean;
  /** Where Tab stops. */
  readonly isStop: boolean;
  readonly isOpen: boolean;
  readonly onFocus: () => void;
}

function DayCell({ day, isToday, isStop, isOpen, onFocus }: DayCellProps): ReactElement {
  const { at, events, freezes, isInMonth } = day;
  const shown = events.slice(0, events.length > most ? most - 1 : most);
  const rest = events.length - shown.length;
  return (
    <div
      role="gridcell"
      aria-selected={isOpen}
      className="cal-day"
      data-out={!isInMonth || undefined}
      data-frozen={freezes.length > 0 || undefined}
    >
      <button
        type="button"
        tabIndex={isStop ? 0 : -1}
        data-today={isToday || undefined}
        onFocus={onFocus}
        onClick={() => go({ place: 'calendar', kind: 'day', id: fieldDate(at) })}
      >
        <span className="visually-hidden">{`${fullDate(at)}${isToday ? ', today' : ''}.`}</span>
        <span className="cal-day-number" aria-hidden="true">
          {new Date(at).getUTCDate()}
        </span>
        {shown.map((event) => (
          <span
            key={event.id}
            className="cal-day-event"
            data-hot={needsSomebody(event) || undefined}
            data-quiet={event.exposure === 'not used' || undefined}
          >
            <svg width={12} height={14} aria-hidden="true">
              <MarkDrawing shape={shapeOf(event.kind)} x={6} y={7} isHot={needsSomebody(event)} />
            </svg>
            <span className="ellipsis">{event.title}</span>
            {needsSomebody(event) && <span className="visually-hidden">, needs you</span>}
          </span>
        ))}
        {rest > 0 && <span className="cal-day-rest">+{rest}</span>}
        {freezes.map((title) => (
          <span key={title} className="visually-hidden">
            in {title}
          </span>
        ))}
      </button>
    </div>
  );
}
