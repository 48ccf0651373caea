import type { ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Draft } from './draft.ts';
import { ParameterRows } from './parameter-rows.tsx';
import type { DraftCheck } from './request-editor.tsx';
import { ViolationList } from './violation-list.tsx';

export interface ParameterPanelProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly check: DraftCheck | null;
  readonly onChange: (draft: Draft) => void;
}

/** Parameters of the path and the query. */
export function ParameterPanel({ form, draft, check, onChange }: ParameterPanelProps): ReactElement {
  const parameters = form.parameters.filter((one) => one.in !== 'header');
  return (
    <div className="con-scroll">
      {parameters.length === 0 && form.endpointId !== null && !draft.extras.some((one) => one.in === 'query') && (
        <p className="con-none">The contract names no parameter for this call.</p>
      )}
      <ParameterRows parameters={parameters} extraPlace="query" draft={draft} onChange={onChange} />
      <ViolationList violations={(check?.violations ?? []).filter((one) => one.where === 'parameter')} />
    </div>
  );
}
