import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './section.module.css';

export interface SectionProps {
  readonly title: ReactNode;
  readonly right?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page or panel under its own heading. */
export function Section({ title, right, children }: SectionProps): ReactElement {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {right === undefined ? null : <div className={styles.right}>{right}</div>}
      </div>
      {children}
    </section>
  );
}
