import type { ReactElement, ReactNode } from 'react';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  /** The finding: "14 APIs, 2 need you". */
  readonly title: ReactNode;
  /** What is next, or how the finding came about. */
  readonly sub?: ReactNode;
  readonly actions?: ReactNode;
}

/** The first lines of a page: is it all right, what is next, and the one thing to do. */
export function PageHeader({ title, sub, actions }: PageHeaderProps): ReactElement {
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1>{title}</h1>
        {sub === undefined ? null : <div className={styles.sub}>{sub}</div>}
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
