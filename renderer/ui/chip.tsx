import type { ReactElement, ReactNode } from 'react';
import { Mark, type StandingState } from './mark.tsx';
import styles from './chip.module.css';

export interface ChipProps {
  /** Draws the state's shape and colour before the words. */
  readonly state?: StandingState;
  readonly tone?: 'accent' | 'line' | 'neutral';
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly children: ReactNode;
}

const stateClass: Readonly<Record<StandingState, string | undefined>> = {
  holds: styles.good,
  soon: styles.soon,
  broken: styles.bad,
  'no data': styles.line,
};

/** A short fact in a box of its own: a state, a kind, a version. */
export function Chip({ state, tone = 'neutral', icon, title, children }: ChipProps): ReactElement {
  return (
    <span className={`${styles.chip} ${state === undefined ? styles[tone] : stateClass[state]}`} title={title}>
      {state === undefined ? icon : <Mark state={state} />}
      <span className={styles.words}>{children}</span>
    </span>
  );
}
