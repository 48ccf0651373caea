import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { BreakChoice } from '../../../shared/contract/ledger.ts';
import { api } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { assign } from './act-on-breaks.ts';

export interface ChoiceDialogProps {
  readonly choice: BreakChoice;
  /** What is meant: "ACME-23991", "17 breaks". */
  readonly words: string;
  readonly onClose: () => void;
}

const nobody = 'nobody';

/** Asks who takes breaks. */
export function AssignDialog({
  choice,
  words,
  onClose,
  ownerId,
}: ChoiceDialogProps & { readonly ownerId: string | null }): ReactElement | null {
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const [value, setValue] = useState<string | null>(ownerId);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    const person = people.data?.find(({ id }) => id === value) ?? null;
    if (await assign(choice, person)) onClose();
    else setIsSaving(false);
  };
  // The name of who has it comes with the list, and would take the place of what is typed before.
  if (people.data === undefined) return null;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Assign ${words}`}
      width={400}
      primary={{ words: 'Assign', run: () => void save(), loading: isSaving, disabled: value === null }}
    >
      <SelectField
        label="Owner"
        value={value}
        onChange={setValue}
        items={[...people.data.map(({ id, name }) => ({ value: id, label: name })), { value: nobody, label: 'nobody' }]}
        searchable
        autoFocus
        reason="Whoever has it sees it through to a run that agrees."
      />
    </Dialog>
  );
}
