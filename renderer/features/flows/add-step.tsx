import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { FlowDetail } from '../../../shared/contract/flows.ts';
import { flowStep, type FlowPart } from '../../../shared/domain/flows/flow-spec.ts';
import { api } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { withStep } from './change-steps.ts';
import { changeSpec } from './edit-flow.ts';

export interface AddStepProps {
  readonly flow: FlowDetail;
  readonly onClose: () => void;
  readonly onAdded: (stepId: string) => void;
}

/** A saved request becomes the next step. */
export function AddStep({ flow, onClose, onAdded }: AddStepProps): ReactElement {
  const saved = useQuery(api.console.savedRequests.queryOptions({ input: {} }));
  const [requestId, setRequestId] = useState<string | null>(null);
  const [part, setPart] = useState<FlowPart>('steps');
  const chosen = saved.data?.find(({ id }) => id === requestId);
  const add = async (): Promise<void> => {
    if (!chosen) return;
    const step = flowStep.parse({
      id: crypto.randomUUID(),
      name: chosen.name,
      savedRequestId: chosen.id,
      checks: [{ of: 'status', op: 'lt', value: '400' }],
    });
    const own = chosen.environmentId === null ? {} : { [chosen.apiId]: chosen.environmentId };
    const isAdded = await changeSpec(flow, `“${step.name}” added`, (spec) =>
      withStep({ ...spec, environments: { ...own, ...spec.environments } }, part, step),
    );
    if (!isAdded) return;
    onAdded(step.id);
    onClose();
  };
  return (
    <Dialog opened title="Add a step" onClose={onClose} primary={{ words: 'Add step', run: add, disabled: !chosen }}>
      <div className="flo-form">
        <SelectField
          label="Saved request"
          value={requestId}
          onChange={setRequestId}
          items={(saved.data ?? []).map((one) => ({
            value: one.id,
            label: `${one.method} ${one.name} (${one.vendorName} ${one.apiName})`,
          }))}
          searchable
          autoFocus
          reason={saved.data?.length === 0 ? 'No request is saved yet: save one in the Console first.' : undefined}
        />
        <Segments
          label="Where it stands"
          value={part}
          onChange={setPart}
          items={[
            { value: 'setup', label: 'Setup' },
            { value: 'steps', label: 'For each row' },
            { value: 'teardown', label: 'Teardown' },
          ]}
        />
      </div>
    </Dialog>
  );
}
