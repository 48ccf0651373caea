import { useElementSize } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { lateDateFormat } from '../../../shared/domain/late-date-format.ts';
import { go } from '../../app/navigate.ts';
import { letterCount } from '../../ui/letter-count.ts';
import { useNow } from '../../ui/use-now.ts';
import { dateWords, needsSomebody } from './calendar-words.ts';
import { shortDate } from './calendar-dates.ts';
import { MarkDrawing } from './mark-shape.tsx';
import {
  fittingLabel,
  letterUnits,
  mondays,
  months,
  position,
  timeRows,
  type FormerDate,
  type PlacedMark,
  type Range,
} from './time-line-geometry.ts';
import { Freezes, hasRungBetween, RungMarks } from './time-line-rungs.tsx';
import { TimeLineLegend } from './time-line-legend.tsx';
import './time-line.css';

const monthName = lateDateFormat({ month: 'long', timeZone: 'UTC' });
const left = 108;
const top = 38;
const rowHeight = 24;

export interface TimeLineProps {
  readonly events: readonly CalendarEvent[];
  readonly formerDates: readonly FormerDate[];
  readonly range: Range;
  readonly selectedId: string | null;
}

/**
 * The quarter by vendor, drawn to scale. It is a picture of the agenda under it: everything in it is there as text and can
 * be reached by keyboard there, so that it stays out of the way of those who do not see it.
 */
export function TimeLine({ events, formerDates, range, selectedId }: TimeLineProps): ReactElement | null {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const now = useNow();
  const right = Math.max(width, 480) - 32;
  const rows = timeRows(events, formerDates, range, { left, right });
  if (rows.length === 0) return null;
  const bottom = top + rows.length * rowHeight;
  const todayAt = position(now, range, left, right);
  return (
    <div className="cal-time" ref={ref}>
      <svg className="cal-line" width={right + 32} height={bottom + 1} aria-hidden="true">
        <defs>
          <pattern id="cal-hatched" width={4} height={4} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line className="cal-hatch" x1={0} x2={0} y1={0} y2={4} />
          </pattern>
          <pattern id="cal-frozen" width={7} height={7} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line className="cal-frost" x1={0} x2={0} y1={0} y2={7} />
          </pattern>
        </defs>
        <Freezes events={events} range={range} left={left} right={right} top={top} bottom={bottom} />
        {mondays(range).map((at) => {
          const x = position(at, range, left, right);
          return (
            <g key={at}>
              <line className="cal-week" x1={x} x2={x} y1={top} y2={bottom} />
              <text className="cal-axis" x={x + 3} y={32}>
                {new Date(at).getUTCDate()}
              </text>
            </g>
          );
        })}
        {months(range).map((at) => {
          const x = position(at, range, left, right);
          const year = new Date(at).getUTCFullYear() === new Date(range.from).getUTCFullYear() ? '' : ` ${new Date(at).getUTCFullYear()}`;
          return (
            <g key={at}>
              <line className="cal-month" x1={x} x2={x} y1={4} y2={bottom} />
              <text className="cal-month-name" x={x + 5} y={15}>
                {monthName.format(at)}
                {year}
              </text>
            </g>
          );
        })}
        {rows.map((row, index) => {
          const y = top + index * rowHeight;
          const isSelected = row.marks.some((mark) => mark.event.id === selectedId);
          const labels = row.marks.map((mark) => labelOf(mark, mark.event.id === selectedId));
          return (
            <g key={row.name}>
              {isSelected && <rect className="cal-selected" x={0} y={y} width={right + 32} height={rowHeight} />}
              <line className="cal-row" x1={0} x2={right + 32} y1={y} y2={y} />
              <text className="cal-vendor" data-on={isSelected || undefined} x={24} y={y + 16}>
                <title>{row.name}</title>
                {fittingLabel(row.name, 78, letterUnits.vendor)}
              </text>
              {row.marks.map((mark) => (
                <Bar
                  key={mark.event.id}
                  mark={mark}
                  y={y}
                  hasSince={
                    mark.hasSince && !hasRungBetween(mark.event, range, (mark.barFrom ?? 0) + 2, (mark.barFrom ?? 0) + 78, left, right)
                  }
                />
              ))}
              {row.marks.map((mark) => (
                <RungMarks
                  key={mark.event.id}
                  event={mark.event}
                  range={range}
                  left={left}
                  right={right}
                  y={y + 12}
                  isUnderWords={(x) => labels.some(({ from, to }) => x > from && x < to)}
                />
              ))}
              {row.marks.map((mark, at) => (
                <Placed
                  key={mark.event.id}
                  mark={mark}
                  y={y}
                  label={labels[at]?.words ?? ''}
                  isSelected={mark.event.id === selectedId}
                  now={now}
                >
                  {formerDates
                    .filter((one) => one.eventId === mark.event.id && one.at >= range.from && one.at < range.until)
                    .map((one) => (
                      <MarkDrawing key={one.at} shape="former" x={position(one.at, range, left, right)} y={y + 12} />
                    ))}
                </Placed>
              ))}
            </g>
          );
        })}
        <line className="cal-row" x1={0} x2={right + 32} y1={bottom} y2={bottom} />
        <line className="cal-now" x1={todayAt} x2={todayAt} y1={18} y2={bottom} />
        <rect className="cal-now-box" x={todayAt - 22} y={3} width={44} height={16} rx={4} />
        <text className="cal-now-word" x={todayAt} y={15} textAnchor="middle">
          Today
        </text>
      </svg>
      <TimeLineLegend />
    </div>
  );
}

/** The way to a stop, since it is known. Drawn under every mark of its row; hatched where nobody knows what it hits. */
function Bar({ mark, y, hasSince }: { readonly mark: PlacedMark; readonly y: number; readonly hasSince: boolean }): ReactElement | null {
  const { event, x, barFrom } = mark;
  if (barFrom === null) return null;
  const isUnknown = event.exposure === 'unknown';
  return (
    <>
      <rect
        className="cal-bar"
        data-hot={needsSomebody(event) || undefined}
        data-unknown={isUnknown || undefined}
        x={barFrom}
        y={y + 5}
        width={Math.max(0, x - barFrom)}
        height={14}
      />
      {!isUnknown && hasSince && (
        <text className="cal-since" x={barFrom + 5} y={y + 15.6}>
          since {shortDate(event.firstSeenAt)}
        </text>
      )}
    </>
  );
}

interface PlacedProps {
  readonly mark: PlacedMark;
  readonly y: number;
  readonly label: string;
  readonly isSelected: boolean;
  readonly now: number;
  /** Former dates of the same event. */
  readonly children: ReactElement[];
}

/** The words beside a mark, as many as fit, and from where to where they stand. */
function labelOf({ event, x, room }: PlacedMark, isSelected: boolean): { words: string; from: number; to: number } {
  const letter = isSelected || needsSomebody(event) ? letterUnits.bold : letterUnits.plain;
  const words = fittingLabel(isSelected ? `${event.title} ${shortDate(event.effectiveAt ?? 0)}` : event.title, room, letter);
  return { words, from: x, to: words === '' ? x : x + 14 + letterCount(words) * letter };
}

function Placed({ mark, y, label, isSelected, now, children }: PlacedProps): ReactElement {
  const { event, x, shape } = mark;
  const isHot = needsSomebody(event);
  return (
    <g className="cal-mark" onClick={() => go({ place: 'calendar', kind: 'event', id: event.id })}>
      <title>{`${event.title}, ${dateWords(event, now)}`}</title>
      {children}
      <rect className="cal-target" x={x - 9} y={y} width={18 + letterCount(label) * 6} height={rowHeight} />
      <MarkDrawing shape={shape} x={x} y={y + 12} isHot={isHot} />
      {label !== '' && (
        <text className="cal-label" data-on={isSelected || undefined} data-hot={isHot || undefined} x={x + 12} y={y + 16}>
          {label}
        </text>
      )}
    </g>
  );
}
