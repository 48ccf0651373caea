import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactElement } from 'react';
import styles from './hold-button.module.css';

export interface HoldButtonProps {
  /** What holding does: "Hold to send to Live". */
  readonly words: string;
  /** Shown while it is held. */
  readonly holdingWords?: string;
  readonly onHeld: () => void;
  readonly holdMs?: number;
  readonly autoFocus?: boolean;
}

/** A deed that asks for a moment: pressed and held with the pointer, Enter or the space bar. Letting go earlier does nothing. */
export function HoldButton({
  words,
  holdingWords = 'Keep holding…',
  onHeld,
  holdMs = 1_200,
  autoFocus = false,
}: HoldButtonProps): ReactElement {
  const [isHeld, setIsHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const stop = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setIsHeld(false);
  };
  const start = (): void => {
    if (timer.current !== null) return;
    setIsHeld(true);
    timer.current = setTimeout(() => {
      stop();
      onHeld();
    }, holdMs);
  };
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const isHoldKey = (event: KeyboardEvent): boolean => event.key === 'Enter' || event.key === ' ';
  return (
    <button
      type="button"
      className={styles.hold}
      data-held={isHeld || undefined}
      style={{ '--hold-ms': `${holdMs}ms` } as CSSProperties}
      aria-description={`Press and hold for ${Number((holdMs / 1000).toFixed(1))} seconds`}
      autoFocus={autoFocus}
      onPointerDown={(event) => {
        if (event.button === 0) start();
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onBlur={stop}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) start();
      }}
      onKeyUp={(event) => {
        if (isHoldKey(event)) stop();
      }}
    >
      <span className={styles.fill} aria-hidden="true" />
      <span className={styles.words} aria-live="polite">
        {isHeld ? holdingWords : words}
      </span>
    </button>
  );
}
