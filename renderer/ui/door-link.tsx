import type { ReactElement, ReactNode } from 'react';
import type { Door } from '../../shared/contract/procedure.ts';
import { doorHref } from '../app/navigate.ts';
import styles from './door-link.module.css';

export interface DoorLinkProps {
  readonly door: Door;
  readonly children: ReactNode;
  readonly title?: string;
}

/** A figure or sentence that opens its evidence: underlined with a quiet line. */
export function DoorLink({ door, children, title }: DoorLinkProps): ReactElement {
  return (
    <a className={styles.door} href={doorHref(door)} title={title} onClick={(event) => event.stopPropagation()}>
      {children}
    </a>
  );
}
