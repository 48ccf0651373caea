import { useId, type ReactElement, type ReactNode } from 'react';
import { EditedInPlace } from '../../ui/edited-in-place.tsx';
import styles from './settings.module.css';

interface SettingGroupProps {
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly words: ReactNode;
  /** Whether it belongs to this computer: then it can be set whatever the workspace is. */
  readonly isOwn?: boolean;
  readonly children: ReactNode;
}

/** A heading with its sentence at the left, what can be set at the right. */
export function SettingGroup({ title, words, isOwn = false, children }: SettingGroupProps): ReactElement {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p className={styles.words}>{words}</p>
      </div>
      <div className={styles.controls}>{isOwn ? children : <EditedInPlace>{children}</EditedInPlace>}</div>
    </section>
  );
}
