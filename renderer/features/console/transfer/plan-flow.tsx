import type { ReactElement } from 'react';
import { mostSteps } from '../../../../shared/domain/flows/flow-spec.ts';
import { TextField } from '../../../ui/text-field.tsx';
import type { PlanChoice } from './plan-choice.ts';

export interface PlanFlowProps {
  readonly choice: PlanChoice;
  readonly onChoice: (choice: PlanChoice) => void;
}

/** Whether what ran there in its order becomes a flow here, and what it is called. */
export function PlanFlow({ choice, onChoice }: PlanFlowProps): ReactElement {
  const { flowName, keys, plan } = choice;
  const isTooLong = keys.size > mostSteps;
  return (
    <div className="trf-flow">
      <label className="trf-check">
        <input
          type="checkbox"
          checked={flowName !== null}
          disabled={flowName === null && (isTooLong || keys.size === 0)}
          onChange={() => onChoice({ ...choice, flowName: flowName === null ? plan.name : null })}
        />
        <span>
          Also make a flow of them, in their order
          {isTooLong ? <span className="faint"> · at most {mostSteps} steps: take one folder</span> : null}
        </span>
      </label>
      {flowName === null ? null : (
        <TextField
          label="Name of the flow"
          value={flowName}
          onChange={(name) => onChoice({ ...choice, flowName: name })}
          error={flowName.trim() === '' ? 'Give the flow a name.' : null}
        />
      )}
    </div>
  );
}
