import type { ReactElement } from 'react';
import { mostSteps } from '../../../../shared/domain/flows/flow-spec.ts';
import { flowsByFolder } from '../../../../shared/domain/transfer/flows-by-folder.ts';
import { TextField } from '../../../ui/text-field.tsx';
import type { PlanChoice } from './plan-choice.ts';

export interface PlanFlowProps {
  readonly choice: PlanChoice;
  readonly onChoice: (choice: PlanChoice) => void;
}

/** Whether what ran there in its order becomes a flow here, or several, and what they are called. */
export function PlanFlow({ choice, onChoice }: PlanFlowProps): ReactElement {
  const { flowName, keys, plan } = choice;
  const isTooLong = keys.size > mostSteps;
  const flows = isTooLong
    ? flowsByFolder(
        plan.requests.filter(({ key }) => keys.has(key)),
        flowName ?? plan.name,
      )
    : [];
  return (
    <div className="trf-flow">
      <label className="trf-check">
        <input
          type="checkbox"
          checked={flowName !== null}
          disabled={flowName === null && keys.size === 0}
          onChange={() => onChoice({ ...choice, flowName: flowName === null ? plan.name : null })}
        />
        {isTooLong ? (
          <span>
            Also make {flows.length} flows of them, by their folders<span className="faint"> · a flow has at most {mostSteps} steps</span>
          </span>
        ) : (
          <span>Also make a flow of them, in their order</span>
        )}
      </label>
      {flowName === null ? null : (
        <TextField
          label={isTooLong ? 'What their names begin with' : 'Name of the flow'}
          value={flowName}
          onChange={(name) => onChoice({ ...choice, flowName: name })}
          error={flowName.trim() === '' ? 'Give the flow a name.' : null}
        />
      )}
      {flowName !== null && isTooLong && <p className="trf-flows faint">{flowNames(flows.map(({ name }) => name))}</p>}
    </div>
  );
}

const mostNamed = 4;

/** The first of many names, and what is to be known of flows that began as one. */
const flowNames = (names: readonly string[]): string =>
  `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''}. What one takes from an answer, another does not know.`;
