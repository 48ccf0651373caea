import { Fragment, type ReactElement, type ReactNode } from 'react';
import styles from './facts.module.css';

/** Labels and what they say, in two columns. */
export function Facts({ items }: { readonly items: readonly (readonly [label: string, node: ReactNode])[] }): ReactElement {
  return (
    <dl className={styles.facts}>
      {items.map(([label, node]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{node}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
