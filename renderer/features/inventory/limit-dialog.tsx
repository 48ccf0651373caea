import { useState } from 'react';
import type { Fault } from '../../../shared/contract/errors.ts';
import type { DeclaredLimit } from '../../../shared/contract/inventory.ts';
import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { checkLink } from './check-link.ts';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { offerUndo } from '../../ui/undo-last.ts';

const windows = [
  { value: '1', label: 'a second' },
  { value: '60', label: 'a minute' },
  { value: '3600', label: 'an hour' },
  { value: '86400', label: 'a day' },
  { value: 'none', label: 'at one time' },
] as const;

interface LimitDialogProps {
  readonly apiId: string;
  readonly limit: DeclaredLimit | null;
  readonly onClose: () => void;
}

/** Writes down a limit that the vendor's pages name. */
export function LimitDialog({ apiId, limit, onClose }: LimitDialogProps) {
  const [policy, setPolicy] = useState(limit?.policy ?? 'default');
  const [unit, setUnit] = useState(limit?.unit ?? 'requests');
  const [amount, setAmount] = useState<number | null>(limit?.limit ?? null);
  const [window, setWindow] = useState<string>(limit === null ? '60' : limit.windowSeconds === null ? 'none' : String(limit.windowSeconds));
  const [source, setSource] = useState(limit?.sourceUrl ?? '');
  const [fault, setFault] = useState<Fault | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const items = windows.some(({ value }) => value === window) ? [...windows] : [...windows, { value: window, label: `in ${window} s` }];
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      const { id } = await client.inventory.saveLimit({
        ...(limit ? { id: limit.id } : {}),
        apiId,
        policy: policy.trim() || 'default',
        unit: unit.trim(),
        limit: amount ?? 0,
        windowSeconds: window === 'none' ? null : Number(window),
        sourceUrl: source.trim() === '' ? null : source.trim(),
      });
      onClose();
      offerUndo('Limit written down', 'declaredLimit', id);
    } catch (error) {
      setFault(asFault(error));
      setIsSaving(false);
    }
  };
  const isReady = amount !== null && amount > 0 && unit.trim() !== '' && checkLink(source.trim()) === null;
  return (
    <Dialog
      title={limit ? 'Change a declared limit' : 'Write down a limit'}
      opened
      onClose={onClose}
      primary={{ words: 'Save limit', run: () => void save(), loading: isSaving, disabled: !isReady }}
    >
      <>
        {fault ? <FaultInForm fault={fault} /> : null}
        <NumberField label="Limit" value={amount} onChange={setAmount} min={1} autoFocus />
        <TextField label="Unit" value={unit} onChange={setUnit} reason="Requests, points, bytes, messages: what the vendor counts." />
        <SelectField label="Window" value={window} onChange={(value) => value && setWindow(value)} items={items} />
        <TextField label="Policy" value={policy} onChange={setPolicy} reason="Its name, when there are several." />
        <TextField
          label="Source"
          value={source}
          onChange={setSource}
          error={checkLink(source.trim())}
          reason="The page that says so. What an answer says goes before it."
        />
      </>
    </Dialog>
  );
}
