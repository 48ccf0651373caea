import { IconChevronDown, IconChevronRight, IconCopy } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { shell } from '../../../../app/shell-bridge.ts';
import { Button } from '../../../../ui/button.tsx';
import { formatBytes, formatCount, formatInstant } from '../../../../ui/format.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { toast } from '../../../../ui/toast.ts';
import { isJson, prettyJson } from '../../pretty-json.ts';
import { JsonLine } from './json-tokens.tsx';
import './events.css';

/** An event as it is shown: with its time where that is known, else with its place. */
export interface ShownEvent {
  /** From 1. */
  readonly number: number;
  readonly at?: number | null;
  readonly name: string;
  readonly id: string;
  readonly data: string;
  readonly cutLetters?: number;
  readonly isCutOff?: boolean;
}

export interface EventListProps {
  readonly count: number;
  /** Undefined while it is on its way. */
  readonly eventAt: (index: number) => ShownEvent | undefined;
  /** The number of the first row. */
  readonly first?: number;
  readonly label: string;
  /** The end is followed while events come, until a person moves on. */
  readonly isLive?: boolean;
  readonly isCounting?: boolean;
  /** Told which rows are in sight. */
  readonly onRange?: (from: number, to: number) => void;
}

/** So many stand open by themselves; of more, one line each is read sooner. */
const mostOpen = 20;
const rowHeight = 27;
const mostLines = 300;
/** What is drawn at the end is measured only then, and moves it: a little above counts as there. */
const nearEnd = 80;
/** Data of so many letters on one line is seen whole. */
const shortData = 60;

/** The events of a stream, one below the other: number or time, name, id, and the data, laid out when it is JSON. */
export function EventList({ count, eventAt, first = 1, label, isLive, isCounting, onRange }: EventListProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const idBase = useId();
  const [usual, setUsual] = useState<boolean | null>(null);
  /** Those that a person opened or folded, by their numbers. */
  const [chosen, setChosen] = useState<ReadonlyMap<number, boolean>>(new Map());
  /** Where the keyboard is, by number: the first that are kept may go while it stands there. */
  const [at, setAt] = useState(first);
  const active = Math.max(0, Math.min(count - 1, at - first));
  const setActive = (index: number): void => setAt(first + index);
  /** The one that was opened last, until a person moves on. */
  const opened = useRef<number | null>(null);
  const isOpen = (number: number): boolean => chosen.get(number) ?? usual ?? count <= mostOpen;
  // oxlint-disable-next-line react/incompatible-library -- no React Compiler here, and the virtualizer is not passed on.
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // A busy stream grows while it is drawn: drawn once is enough.
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const [from, to] = [items[0]?.index ?? 0, (items.at(-1)?.index ?? 0) + 1];
  useEffect(() => onRange?.(from, to), [onRange, from, to]);
  const isAtEnd = useRef(true);
  const newest = first + count;
  useEffect(() => {
    if (isLive === true && isAtEnd.current && count > 0) virtualizer.scrollToIndex(count - 1, { align: 'end' });
  }, [virtualizer, isLive, newest, count]);

  const set = (number: number, open: boolean): void => {
    setChosen(new Map([...chosen, [number, open]]));
    // What was opened at the lower edge is brought into sight once its height is known.
    opened.current = open ? number : null;
    if (!open) return;
    const show = (): void => {
      if (opened.current === number) virtualizer.scrollToIndex(number - first);
    };
    requestAnimationFrame(() => requestAnimationFrame(show));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || count === 0) return;
    const number = first + active;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      const to = Math.max(0, Math.min(count - 1, next));
      isAtEnd.current = to === count - 1;
      opened.current = null;
      setActive(to);
      virtualizer.scrollToIndex(to);
    } else if (event.key === 'Enter' || event.key === ' ') set(number, !isOpen(number));
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') set(number, event.key === 'ArrowRight');
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && getSelection()?.isCollapsed !== false) void copyData(eventAt(active));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div
        ref={scroller}
        className="ans-events"
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={items.some(({ index }) => index === active) ? `${idBase}${first + active}` : undefined}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget: box }) => {
          isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
        }}
      >
        <div role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const number = first + index;
            return (
              <div
                key={number}
                id={`${idBase}${number}`}
                ref={virtualizer.measureElement}
                data-index={index}
                data-active={index === active || undefined}
                className="ans-event"
                role="treeitem"
                aria-level={1}
                aria-setsize={count}
                aria-posinset={index + 1}
                aria-selected={index === active}
                aria-expanded={isOpen(number)}
                style={{ transform: `translateY(${start}px)` }}
              >
                <EventRow
                  number={number}
                  event={eventAt(index)}
                  isOpen={isOpen(number)}
                  onToggle={() => {
                    setActive(index);
                    set(number, !isOpen(number));
                  }}
                />
              </div>
            );
          })}
        </div>
      </div>
      {isLive !== true && (
        <p className="ans-foot ans-events-foot" role="status">
          {formatCount(count)} {count === 1 ? 'event' : 'events'}
          {isCounting === true && ', still counting'}
          {count > 1 && (
            <Button
              small
              kind="quiet"
              onClick={() => {
                setUsual(!isOpen(Number.NaN));
                setChosen(new Map());
              }}
            >
              {isOpen(Number.NaN) ? 'Fold all' : 'Open all'}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

interface EventRowProps {
  readonly number: number;
  readonly event: ShownEvent | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function EventRow({ number, event, isOpen, onToggle }: EventRowProps): ReactElement {
  if (event === undefined) return <div className="ans-event-head faint">…</div>;
  const { at, name, id, data, isCutOff } = event;
  const isWhole = data.length <= shortData && !/[\n[{]/.test(data);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <div className="ans-event-head" onClick={isWhole ? undefined : onToggle}>
        {isWhole ? <i /> : <Chevron size={12} stroke={1.8} aria-hidden="true" />}
        <span className="faint num" title={at == null ? undefined : `Event ${formatCount(number)}, ${formatInstant(at)}`}>
          {at == null ? formatCount(number) : new Date(at).toLocaleTimeString('en-GB')}
        </span>
        <b className="ellipsis" title={name}>
          {name}
        </b>
        <code className="ellipsis">{isOpen && !isWhole ? '' : data}</code>
        {isCutOff === true && <span className="ans-cut-off">cut off</span>}
        {id !== '' && (
          <span className="faint ellipsis ans-event-id" title={id}>
            id {id}
          </span>
        )}
      </div>
      {isOpen && !isWhole && <EventData event={event} />}
    </>
  );
}

async function copyData(event: ShownEvent | undefined): Promise<void> {
  if (event === undefined || (event.cutLetters ?? 0) > 0) return;
  await shell.call('copyText', { text: event.data });
  toast({ words: 'Copied the data' });
}

function EventData({ event }: { readonly event: ShownEvent }): ReactElement {
  const { data, cutLetters = 0 } = event;
  const isLaidOut = /^\s*[[{]/.test(data) && (cutLetters > 0 || isJson(data));
  const lines = (isLaidOut ? prettyJson(data) : data).split('\n');
  return (
    <div className="ans-event-data">
      <pre>
        {lines.slice(0, mostLines).map((line, at) => (
          <span key={at}>
            {isLaidOut ? <JsonLine text={line} marked="" /> : line}
            {'\n'}
          </span>
        ))}
      </pre>
      {cutLetters === 0 && (
        <IconButton
          of={IconCopy}
          words="Copy the data"
          hint="Copy the data, Ctrl C"
          small
          tabIndex={-1}
          onClick={() => void copyData(event)}
        />
      )}
      {(cutLetters > 0 || lines.length > mostLines) && (
        <p className="faint">
          {cutLetters > 0 ? `${formatBytes(cutLetters)} more` : `${formatCount(lines.length - mostLines)} lines more`}, under Raw
        </p>
      )}
    </div>
  );
}
