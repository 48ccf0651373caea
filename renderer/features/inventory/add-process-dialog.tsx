import { useState } from 'react';
import type { Fault } from '../../../shared/contract/errors.ts';
import type { criticalities } from '../../../shared/contract/standing.ts';
import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { go } from '../../app/navigate.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { useInventoryStore } from './inventory-store.ts';
import { offerUndo } from '../../ui/undo-last.ts';

/** Adds a business process; owner, worth and links are set in its panel. */
export function AddProcessDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [criticality, setCriticality] = useState<(typeof criticalities)[number]>('high');
  const [fault, setFault] = useState<Fault | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const setView = useInventoryStore((state) => state.setView);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      const { id } = await client.inventory.saveProcess({ name: name.trim(), criticality });
      onClose();
      setView('processes');
      go({ place: 'inventory', kind: 'process', id });
      offerUndo(`${name.trim()} added`, 'process', id);
    } catch (error) {
      setFault(asFault(error));
      setIsSaving(false);
    }
  };
  return (
    <Dialog
      title="Add a business process"
      opened
      onClose={onClose}
      primary={{ words: 'Add process', run: () => void save(), loading: isSaving, disabled: name.trim() === '' }}
    >
      <>
        {fault ? <FaultInForm fault={fault} /> : null}
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          autoFocus
          reason="What the company does: checkout, refunds, month-end close."
        />
        <SelectField
          label="Criticality"
          value={criticality}
          onChange={(value) => value && setCriticality(value)}
          items={[
            { value: 'high', label: 'High: money or customers are lost within hours' },
            { value: 'medium', label: 'Medium: work goes on by hand for a day' },
            { value: 'low', label: 'Low: nobody notices for a day' },
          ]}
        />
      </>
    </Dialog>
  );
}
