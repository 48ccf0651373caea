import type { ReactElement, ReactNode } from 'react';
import styles from './edited-in-place.module.css';
import { useReadOnly } from './read-only.ts';

/** What is edited where it stands: in a workspace that can only be looked at its fields and buttons show what they hold and do nothing. */
export function EditedInPlace({ children }: { readonly children: ReactNode }): ReactElement {
  if (!useReadOnly()) return <>{children}</>;
  return (
    <fieldset disabled className={styles.plain}>
      {children}
    </fieldset>
  );
}
