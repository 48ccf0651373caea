import type { ReactElement } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { dayMs, dayOf, instantOfField } from './calendar-dates.ts';
import { MarkDrawing } from './mark-shape.tsx';
import { position, type Range } from './time-line-geometry.ts';

interface Across {
  readonly range: Range;
  readonly left: number;
  readonly right: number;
}

/** Where a rung is drawn; null for one that is not: out of sight, passed, or where the mark of its event and its words stand. */
function rungX(event: CalendarEvent, rung: CalendarEvent['rungs'][number], { range, left, right }: Across): number | null {
  const at = (instantOfField(rung.day) ?? 0) + dayMs / 2;
  if (event.exposure === 'not used' || rung.state === 'passed' || rung.daysBefore < 2) return null;
  return at >= range.from && at < range.until ? position(at, range, left, right) : null;
}

/** Whether a rung of the event is drawn between two places. */
export function hasRungBetween(event: CalendarEvent, range: Range, from: number, to: number, left: number, right: number): boolean {
  return event.rungs.some((rung) => {
    const x = rungX(event, rung, { range, left, right });
    return x !== null && x >= from - 4 && x <= to + 4;
  });
}

const shapes = { done: 'rung done', seen: 'rung done', open: 'rung open', 'to come': 'rung to come' } as const;

interface RungMarksProps extends Across {
  readonly event: CalendarEvent;
  readonly y: number;
  /** Whether words stand at a place: a rung that nobody has to do yet is not drawn through them; the agenda has it. */
  readonly isUnderWords: (x: number) => boolean;
}

/** The rungs of an event in sight, and when its work must begin. Those of its own day are covered by its mark. */
export function RungMarks({ event, range, left, right, y, isUnderWords }: RungMarksProps): ReactElement {
  const start = event.startBy;
  return (
    <>
      {event.rungs.map((rung) => {
        const x = rungX(event, rung, { range, left, right });
        return x === null || rung.state === 'passed' || (rung.state !== 'open' && isUnderWords(x)) ? null : (
          <MarkDrawing key={rung.key} shape={shapes[rung.state]} x={x} y={y} />
        );
      })}
      {start !== null && start.at >= range.from && start.at < range.until && (
        <MarkDrawing shape="start" x={position(start.at, range, left, right)} y={y} isHot={start.lateWords !== null} />
      )}
    </>
  );
}

/** The stretches in which nothing is released, over all rows. */
export function Freezes({
  events,
  range,
  left,
  right,
  top,
  bottom,
}: Across & { readonly events: readonly CalendarEvent[]; readonly top: number; readonly bottom: number }): ReactElement {
  return (
    <>
      {events.map((event) => {
        if (event.kind !== 'freeze' || event.effectiveAt === null || event.endsAt === null || event.withdrawnAt !== null) return null;
        const from = Math.max(dayOf(event.effectiveAt), range.from);
        const until = Math.min(dayOf(event.endsAt) + dayMs, range.until);
        if (from >= until) return null;
        const x = position(from, range, left, right);
        return (
          <rect key={event.id} className="cal-freeze" x={x} y={top} width={position(until, range, left, right) - x} height={bottom - top}>
            <title>{event.title}</title>
          </rect>
        );
      })}
    </>
  );
}
