import { useState, type ReactElement, type ReactNode } from 'react';
import type { ApiPolicy } from '../../../../shared/contract/resilience.ts';
import { policyWords } from '../../../../shared/domain/resilience/policy.ts';
import { client } from '../../../app/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { toast } from '../../../ui/toast.ts';
import { offerUndo } from '../../../ui/undo-last.ts';

type Policy = ApiPolicy['policy'];

export interface ResilienceDialogProps {
  readonly shown: ApiPolicy;
  readonly onClose: () => void;
}

/** Changes how calls to an API are repeated, limited and given up; what it comes to is read below while it is changed. */
export function ResilienceDialog({ shown, onClose }: ResilienceDialogProps): ReactElement {
  const [policy, setPolicy] = useState<Policy>(shown.policy);
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  const { apiId } = shown;
  const name = `${shown.vendorName} ${shown.apiName}`;
  const set = (change: Partial<Policy>): void => setPolicy({ ...policy, ...change });
  const save = async (work: () => Promise<ApiPolicy>, words: string): Promise<void> => {
    setSaving(true);
    setFault(null);
    try {
      const set = await work();
      const id = set.policyId ?? shown.policyId;
      // Saved as it was: there is nothing of it to take back.
      const isChanged = set.isUsual !== shown.isUsual || JSON.stringify(set.policy) !== JSON.stringify(shown.policy);
      if (isChanged && id !== null) offerUndo(words, 'resiliencePolicy', id);
      else toast({ words });
      onClose();
    } catch (error) {
      setFault(error);
      setSaving(false);
    }
  };
  const number = (label: string, key: NumberKey, unit: string, size = 1, least = 1): ReactNode => (
    <NumberField
      label={label}
      value={Math.round(policy[key] / size)}
      min={least}
      suffix={unit}
      onChange={(value) => value !== null && set({ [key]: value * size })}
    />
  );
  const choice = (words: string, key: ChoiceKey): ReactNode => (
    <label className="con-res-choice">
      <input type="checkbox" checked={policy[key]} onChange={(event) => set({ [key]: event.currentTarget.checked })} />
      {words}
    </label>
  );
  return (
    <Dialog
      title={`Resilience of ${name}`}
      opened
      onClose={onClose}
      width={600}
      primary={{
        words: 'Save policy',
        loading: isSaving,
        run: () => void save(() => client.resilience.setPolicy({ apiId, ...policy }), `Resilience of ${name} set`),
      }}
      footer={
        shown.isUsual ? undefined : (
          <Button
            kind="quiet"
            onClick={() => void save(() => client.resilience.reset({ apiId }), `Resilience of ${name} is as usual again`)}
          >
            Back to usual
          </Button>
        )
      }
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <div className="con-res-form">
        {number('Attempts of one send', 'maxAttempts', '')}
        {number('A send ends after', 'totalMs', ' s', 1000)}
        {number('First wait, up to', 'baseDelayMs', ' ms', 1, 50)}
        {number('Longest wait, up to', 'maxDelayMs', ' s', 1000)}
        {number('Pause a host after failures in a row (0: never)', 'breakerFailures', '', 1, 0)}
        {number('Pause for', 'breakerPauseMs', ' s', 1000)}
        {number('Calls to a host at the same time', 'maxConcurrent', '')}
        {policy.fallsBack ? number('A stale answer may be as old as', 'fallbackMaxAgeMs', ' min', 60_000) : <span />}
      </div>
      <div>
        {choice('Repeat PUT and DELETE too', 'repeatsPutAndDelete')}
        {choice('Wait before going over a limit', 'holdsToLimits')}
        {choice('Send a slow GET a second time and take the first answer', 'hedges')}
        {choice('Show the last good answer, marked stale, when a GET has none', 'fallsBack')}
      </div>
      <ul className="con-res-words con-res-preview" aria-label="What it comes to">
        {policyWords(policy).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Dialog>
  );
}

type NumberKey = { [Key in keyof Policy]: Policy[Key] extends number ? Key : never }[keyof Policy];
type ChoiceKey = { [Key in keyof Policy]: Policy[Key] extends boolean ? Key : never }[keyof Policy];
