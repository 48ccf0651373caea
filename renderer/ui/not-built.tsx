import type { ReactElement, ReactNode } from 'react';
import styles from './not-built.module.css';
import { PageHeader } from './page-header.tsx';

export interface NotBuiltProps {
  /** The place: "Mappings". */
  readonly name: string;
  /** What the place will hold, in one sentence. */
  readonly willHold: string;
  /** What serves meanwhile, with a door to it. */
  readonly meanwhile: ReactNode;
}

/** A place that is not built yet says so, and what it will hold. */
export function NotBuilt({ name, willHold, meanwhile }: NotBuiltProps): ReactElement {
  return (
    <>
      <PageHeader title={`${name} are not built yet`} sub="Nothing here needs you." />
      <div className={styles.body}>
        <p className={styles.words}>{willHold}</p>
        <p className="muted">{meanwhile}</p>
      </div>
    </>
  );
}
