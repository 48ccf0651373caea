import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import styles from './fault-in-form.module.css';
import { FaultNote } from './fault-note.tsx';

export interface FaultInFormProps {
  readonly fault: unknown;
  /** What became of what was typed, under the fault. */
  readonly children?: ReactNode;
}

/** Why a form was not taken, with the focus on it and in view wherever the form is scrolled to; Tab goes on into the form. */
export function FaultInForm({ fault, children }: FaultInFormProps): ReactElement | null {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fault === null) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [fault]);
  if (fault === null) return null;
  return (
    <div ref={place} className={styles.place} tabIndex={-1}>
      <FaultNote fault={fault} />
      {children}
    </div>
  );
}
