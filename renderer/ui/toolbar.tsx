import type { ReactElement, ReactNode } from 'react';
import styles from './toolbar.module.css';

/** The line above a table: filter, choices, what belongs to the rows. */
export function Toolbar({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={styles.toolbar}>{children}</div>;
}
