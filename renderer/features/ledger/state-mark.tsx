import type { ReactElement, ReactNode } from 'react';
import { stateWords, type BreakState } from '../../../shared/domain/ledger/break-class.ts';
import { stateTone } from './ledger-words.ts';

/** A break's state as a disc that fills: a ring is open, half is looked into, three quarters wait for a run, a clock is explained, full is resolved. */
export function StateDisc({ state }: { readonly state: BreakState }): ReactElement {
  return (
    <svg className={`led-disc led-${stateTone[state]}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {state === 'resolved' ? (
        <>
          <circle cx="6" cy="6" r="5.4" fill="currentColor" />
          <path
            d="M3.6 6.2 5.3 7.8 8.5 4.4"
            fill="none"
            stroke="var(--panel)"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      ) : (
        <circle cx="6" cy="6" r="4.7" fill="none" stroke="currentColor" strokeWidth="1.4" />
      )}
      {state === 'investigating' ? <path d="M6 1.3a4.7 4.7 0 0 1 0 9.4z" fill="currentColor" /> : null}
      {state === 'fix_pending' ? <path d="M6 6V2.6A3.4 3.4 0 1 1 2.6 6z" fill="currentColor" /> : null}
      {state === 'explained' ? (
        <path d="M6 3.4V6l1.8 1.3" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" />
      ) : null}
      {state === 'reopened' ? <circle cx="6" cy="6" r="1.5" fill="currentColor" /> : null}
    </svg>
  );
}

export function StateMark({ state, children }: { readonly state: BreakState; readonly children?: ReactNode }): ReactElement {
  return (
    <span className={`led-state led-${stateTone[state]}`}>
      <StateDisc state={state} />
      {children ?? stateWords[state]}
    </span>
  );
}
