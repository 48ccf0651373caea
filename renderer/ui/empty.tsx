import type { ReactElement, ReactNode } from 'react';
import styles from './empty.module.css';

export interface EmptyProps {
  /** What this place is for, in one sentence. */
  readonly title: ReactNode;
  /** One real first action. */
  readonly action?: ReactNode;
  /** One example to look at, in words or drawn. */
  readonly example?: ReactNode;
}

/** An empty place teaches: what it is for, what to do first, one example. */
export function Empty({ title, action, example }: EmptyProps): ReactElement {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
      {example === undefined ? null : <div className={styles.example}>{example}</div>}
    </div>
  );
}
