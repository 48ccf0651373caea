import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Mark } from '../../../ui/mark.tsx';
import type { PlanRow } from './plan-columns.tsx';

export interface PlanRowNotesProps {
  readonly row: PlanRow;
  readonly isTaken: boolean;
  readonly onToggle: () => void;
}

/** One request of the plan: what of it stays behind and why, and what its answers will be held against. */
export function PlanRowNotes({ row, isTaken, onToggle }: PlanRowNotesProps): ReactElement {
  const { name, refusal, lost, checks, renamedFrom } = row;
  return (
    <section className="trf-row" aria-label={`About “${name}”`} tabIndex={0}>
      <div className="trf-row-head">
        <b className="ellipsis">{name}</b>
        {refusal === null ? (
          <Button small kind="quiet" onClick={onToggle}>
            {isTaken ? 'Leave it out' : 'Take it'}
          </Button>
        ) : null}
      </div>
      <ul>
        {refusal === null ? null : (
          <li>
            <Mark state="no data" /> {refusal}
          </li>
        )}
        {renamedFrom === null ? null : <li>Called “{renamedFrom}” there; a request of that name is here already.</li>}
        {lost.map((one) => (
          <li key={one}>
            <Mark state="soon" /> {one}
          </li>
        ))}
        {checks.map((one) => (
          <li key={one}>
            <Mark state="holds" /> Checked: {one}
          </li>
        ))}
        {refusal === null && lost.length + checks.length === 0 && renamedFrom === null ? <li>It is taken over whole.</li> : null}
      </ul>
    </section>
  );
}
