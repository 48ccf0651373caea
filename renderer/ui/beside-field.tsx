import { useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { letterAt } from './field-letters.ts';
import styles from './value-input.module.css';

export interface BesideFieldProps {
  readonly field: HTMLInputElement;
  /** The letter of the field that it belongs to. */
  readonly letter: number;
  readonly children: ReactNode;
}

const anchor = '--value-field';

/** Floats under a letter of a field, or above it where there is no room, over whatever the field is in; the focus stays in the field. */
export function BesideField({ field, letter, children }: BesideFieldProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const floating = box.current;
    field.style.setProperty('anchor-name', anchor);
    floating?.showPopover();
    return () => {
      field.style.removeProperty('anchor-name');
    };
  }, [field]);
  useLayoutEffect(() => box.current?.style.setProperty('--letter', `${letterAt(field, letter)}px`), [field, letter]);
  return createPortal(
    <div ref={box} popover="manual" className={styles.beside}>
      {children}
    </div>,
    document.querySelector('#floating') ?? document.body,
  );
}
