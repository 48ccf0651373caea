import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import styles from './long-list.module.css';

export interface LongListProps {
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** For those who hear the page: "Answer body". */
  readonly label: string;
  readonly renderRow: (index: number) => ReactNode;
  /** Told which rows are in sight. */
  readonly onRange?: (from: number, to: number) => void;
  /** Brings a row into the middle; another `turn` does it again. */
  readonly goTo?: { readonly index: number; readonly turn: number } | null;
  /** Letters of the longest row in sight, for scrolling to the side. */
  readonly widthInLetters?: number;
}

/** No browser lays out more than some 16 to 33 million pixels; beyond this the bar stands for the whole and rows move under it. */
const mostPixels = 8_000_000;

/** Rows of one height, as many as there are: millions too. Wheel, bar and keys move by rows. */
export function LongList({ count, rowHeight, label, renderRow, onRange, goTo = null, widthInLetters = 0 }: LongListProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  /** Where this list itself has put the bar: that scroll says nothing new. */
  const written = useRef(-1);
  const [top, setTop] = useState(0);
  const whole = count * rowHeight;
  const pixels = Math.min(whole, mostPixels);
  const isScaled = whole > mostPixels;
  const inSight = height / rowHeight;
  const mostTop = Math.max(0, count - inSight);
  const shown = Math.min(top, mostTop);
  const shownNow = useRef(0);
  /** The end was asked for: it is followed while rows come, until a person moves on. */
  const isAtEnd = useRef(false);

  const moveTo = (next: number): void => {
    const to = Math.max(0, Math.min(mostTop, next));
    setTop(to);
    const element = scroller.current;
    if (!element) return;
    const at = isScaled ? (mostTop === 0 ? 0 : (to / mostTop) * (pixels - height)) : to * rowHeight;
    written.current = Math.round(at);
    element.scrollTop = at;
  };
  const move = useRef(moveTo);
  const range = useRef(onRange);
  useEffect(() => {
    move.current = moveTo;
    range.current = onRange;
    shownNow.current = shown;
  });
  const from = Math.max(0, Math.floor(shown));
  const to = Math.min(count, Math.ceil(shown + inSight) + 1);
  useEffect(() => range.current?.(from, to), [from, to]);
  const before = useRef({ count, isScaled });
  // Before going to a row, which counts more.
  useEffect(() => {
    const { current } = before;
    before.current = { count, isScaled };
    if (isAtEnd.current) move.current(count);
    // What the bar stands for is another: it is put where the rows are, which stay.
    else if (count < current.count || isScaled !== current.isScaled) move.current(shownNow.current);
  }, [count, isScaled]);
  /** What was gone to: another height does not go there again, from where a person has moved on since. */
  const gone = useRef<LongListProps['goTo']>(null);
  useEffect(() => {
    if (goTo === null || height === 0 || gone.current === goTo) return;
    gone.current = goTo;
    isAtEnd.current = false;
    move.current(goTo.index - Math.floor(height / rowHeight / 2));
  }, [goTo, height, rowHeight]);
  // By hand: React's own wheel listeners cannot keep the page from scrolling.
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isScaled) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      isAtEnd.current = false;
      move.current(shownNow.current + event.deltaY / rowHeight);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [isScaled, rowHeight]);
  const onScroll = (): void => {
    const element = scroller.current;
    if (!element || Math.abs(Math.round(element.scrollTop) - written.current) <= 1) return;
    // A bar below that comes or goes moves the end a little; that is no person moving on.
    isAtEnd.current &&= element.scrollTop >= element.scrollHeight - element.clientHeight - 2 * rowHeight;
    written.current = -1;
    setTop(isScaled ? (element.scrollTop / Math.max(1, pixels - height)) * mostTop : element.scrollTop / rowHeight);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor(inSight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: shown + 1,
      ArrowUp: shown - 1,
      PageDown: shown + page,
      PageUp: shown - page,
      Home: 0,
      End: mostTop,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    isAtEnd.current = event.key === 'End';
    moveTo(next);
  };
  const rows: ReactElement[] = [];
  for (let index = from; index < to; index += 1) {
    rows.push(
      <div key={index} className={styles.row} style={{ height: rowHeight, transform: `translateY(${(index - shown) * rowHeight}px)` }}>
        {renderRow(index)}
      </div>,
    );
  }
  return (
    <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label={label} onScroll={onScroll} onKeyDown={onKeyDown}>
      <div className={styles.whole} style={{ height: pixels, minWidth: `${widthInLetters}ch` }}>
        <div className={styles.window} style={{ height }}>
          {rows}
        </div>
      </div>
    </div>
  );
}
