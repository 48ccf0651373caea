import { useEffect, useState, type ReactElement } from 'react';
import styles from './loading.module.css';

/** What is there within this time never flashes a skeleton. */
const quietMs = 150;

/** A quiet skeleton, drawn only when the wait is long enough to notice. */
export function Loading({ lines = 4 }: { readonly lines?: number }): ReactElement {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading} role="status" aria-label="Loading">
      {isSlow
        ? Array.from({ length: lines }, (_, line) => (
            <div key={line} className={styles.line} style={{ width: `${[62, 84, 48, 71][line % 4]}%` }} />
          ))
        : null}
    </div>
  );
}
