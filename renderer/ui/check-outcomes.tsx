import type { ReactElement } from 'react';
import type { CheckOutcome } from '../../shared/contract/check-outcome.ts';
import styles from './check-outcomes.module.css';
import { Mark } from './mark.tsx';

/** How an answer stands against its checks: what was wanted, and what came. */
export function CheckOutcomes({ outcomes }: { readonly outcomes: readonly CheckOutcome[] }): ReactElement {
  return (
    <ul className={styles.list} aria-label="Checks">
      {outcomes.map((one, at) => (
        <li key={at} className={`${styles.one} ${one.isHeld ? '' : styles.broken}`}>
          <Mark state={one.isHeld ? 'holds' : 'broken'} />
          <span className={styles.words}>
            {one.words}
            {!one.isHeld && <span className="visually-hidden"> does not hold</span>}
          </span>
          <span className={`${styles.seen} ellipsis`} title={one.seen}>
            {one.isHeld ? one.seen : `was ${one.seen}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
