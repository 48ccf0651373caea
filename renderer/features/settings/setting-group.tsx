import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './settings.module.css';

interface SettingGroupProps {
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly words: ReactNode;
  readonly children: ReactNode;
}

/** A heading with its sentence at the left, what can be set at the right. */
export function SettingGroup({ title, words, children }: SettingGroupProps): ReactElement {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p className={styles.words}>{words}</p>
      </div>
      <div className={styles.controls}>{children}</div>
    </section>
  );
}
