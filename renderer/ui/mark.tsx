import type { ReactElement } from 'react';
import type { Standing } from '../../shared/contract/inventory.ts';
import { DoorLink } from './door-link.tsx';
import styles from './mark.module.css';

export type StandingState = Standing['state'];

const classOf: Readonly<Record<StandingState, string | undefined>> = {
  holds: styles.holds,
  soon: styles.soon,
  broken: styles.broken,
  'no data': styles.none,
};

/** The shape of a state: circle holds, square soon, diamond broken, ring no data. Always beside its words. */
export function Mark({ state }: { readonly state: StandingState }): ReactElement {
  return <span className={`${styles.mark} ${classOf[state]}`} aria-hidden="true" />;
}

/** How something stands: shape, words and colour; a door to where the words come from, when there is one. */
export function StandingWords({ standing }: { readonly standing: Standing }): ReactElement {
  const words = standing.door === null ? standing.words : <DoorLink door={standing.door}>{standing.words}</DoorLink>;
  return (
    <span className={`${styles.words} ${classOf[standing.state]}`} title={standing.words}>
      <Mark state={standing.state} />
      <span className="ellipsis">{words}</span>
    </span>
  );
}
