import { IconX } from '@tabler/icons-react';
import { useMediaQuery } from '@mantine/hooks';
import { useId, useRef, type ReactElement, type ReactNode } from 'react';
import { useShortcut } from '../app/shortcuts.ts';
import { Button } from './button.tsx';
import { crossOver } from './enter-detail.ts';
import { useRemembered } from './remembered.ts';
import styles from './split.module.css';

export interface SplitProps {
  readonly main: ReactNode;
  /** The side panel's content, or null when nothing is chosen. */
  readonly aside: ReactNode | null;
  readonly onClose: () => void;
  /** Under which name the width is remembered. */
  readonly storageKey: string;
  readonly asideTitle: ReactNode;
}

const narrowest = 300;
const widest = 720;
const keyStep = 24;

/** A list and, at the right in full height, what is chosen in it. The width can be dragged and is remembered; in a narrow window it is a sheet. */
export function Split({ main, aside, onClose, storageKey, asideTitle }: SplitProps): ReactElement {
  const [width, setWidth] = useRemembered(`split:${storageKey}`, 380);
  const isNarrow = useMediaQuery('(max-width: 1000px)');
  const titleId = useId();
  const frame = useRef<HTMLDivElement>(null);
  const isOpen = aside !== null;
  useShortcut('Escape', 'Close the side panel', onClose, isOpen);
  useShortcut('F6', 'To the side panel, and back', () => frame.current && crossOver(frame.current), isOpen);
  const resize = (next: number): void => setWidth(Math.round(Math.min(widest, Math.max(narrowest, next))));
  return (
    <div ref={frame} className={styles.split} data-split="">
      <div className={styles.main}>{main}</div>
      {isOpen && isNarrow ? <div className={styles.scrim} aria-hidden="true" onClick={onClose} /> : null}
      {isOpen ? (
        <aside
          className={isNarrow ? styles.sheet : styles.aside}
          style={{ width: isNarrow ? `min(${width}px, calc(100% - 48px))` : width }}
          aria-labelledby={titleId}
          data-detail=""
        >
          <div
            className={styles.handle}
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the side panel"
            aria-valuenow={width}
            aria-valuemin={narrowest}
            aria-valuemax={widest}
            tabIndex={0}
            onKeyDown={(event) => {
              if (event.key === 'ArrowLeft') resize(width + keyStep);
              else if (event.key === 'ArrowRight') resize(width - keyStep);
            }}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={(event) => {
              const right = frame.current?.getBoundingClientRect().right;
              if (right !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) resize(right - event.clientX);
            }}
          />
          <div className={styles.head}>
            <h2 id={titleId} className={styles.title}>
              {asideTitle}
            </h2>
            <Button
              small
              kind="quiet"
              aria-label="Close the side panel"
              icon={<IconX stroke={1.6} aria-hidden="true" />}
              onClick={onClose}
            />
          </div>
          <div className={styles.body}>{aside}</div>
        </aside>
      ) : null}
    </div>
  );
}
