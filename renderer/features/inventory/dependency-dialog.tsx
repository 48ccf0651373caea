import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Fault } from '../../../shared/contract/errors.ts';
import type { Dependency } from '../../../shared/contract/processes.ts';
import { api, client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { offerUndo } from '../../ui/undo-last.ts';

/** Which end of the link is open already; the other is chosen here. */
export type DependencyEnd = { readonly apiId: string; readonly name: string } | { readonly processId: string; readonly name: string };

interface DependencyDialogProps {
  readonly end: DependencyEnd;
  /** The link to change; null for a new one. */
  readonly link: (Dependency & { readonly otherName: string }) | null;
  /** Ids at the other end that are linked already. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

const newProcess = 'new';

/** Says what happens to a process when an API fails, and what takes over. */
export function DependencyDialog({ end, link, taken, onClose }: DependencyDialogProps) {
  const isFromApi = 'apiId' in end;
  const processes = useQuery(api.inventory.processes.queryOptions({ input: {}, enabled: isFromApi }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' }, enabled: !isFromApi }));
  const [other, setOther] = useState<string | null>(null);
  const [newName, setNewName] = useState('');
  const [strength, setStrength] = useState<Dependency['strength']>(link?.strength ?? 'hard');
  const [impact, setImpact] = useState(link?.impact ?? '');
  const [fallback, setFallback] = useState(link?.fallback ?? '');
  const [fault, setFault] = useState<Fault | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  const items = isFromApi
    ? [
        ...(processes.data ?? []).filter(({ id }) => !taken.includes(id)).map((one) => ({ value: one.id, label: one.name })),
        { value: newProcess, label: 'A new process' },
      ]
    : (apis.data ?? [])
        .filter(({ id }) => !taken.includes(id))
        .map((one) => ({ value: one.id, label: `${one.vendorName} ${one.name} ${one.version}`.trim() }));
  const isNew = other === newProcess || (isFromApi && items.length === 1);
  const isReady = link !== null || (isNew ? newName.trim() !== '' : other !== null);

  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      const otherId =
        link === null && isFromApi && isNew ? (await client.inventory.saveProcess({ name: newName.trim() })).id : (other ?? '');
      const ids = link ?? (isFromApi ? { processId: otherId, apiId: end.apiId } : { processId: end.processId, apiId: otherId });
      const saved = await client.inventory.saveDependency({
        ...(link ? { id: link.id } : {}),
        processId: ids.processId,
        apiId: ids.apiId,
        strength,
        impact,
        fallback,
      });
      onClose();
      offerUndo(link ? `Link of ${saved.processName} saved` : `${saved.processName} linked`, 'dependency', saved.id);
    } catch (error) {
      setFault(asFault(error));
      setIsSaving(false);
    }
  };

  return (
    <Dialog
      title={link ? `${end.name} and ${link.otherName}` : isFromApi ? `What depends on ${end.name}` : `What ${end.name} depends on`}
      opened
      onClose={onClose}
      primary={{ words: link ? 'Save link' : 'Add link', run: () => void save(), loading: isSaving, disabled: !isReady }}
    >
      <>
        {fault ? <FaultInForm fault={fault} /> : null}
        {link ? null : (
          <SelectField
            label={isFromApi ? 'Business process' : 'API'}
            value={isFromApi && items.length === 1 ? newProcess : other}
            onChange={setOther}
            items={items}
            searchable={items.length > 10}
            autoFocus
          />
        )}
        {link === null && isFromApi && isNew ? (
          <TextField
            label="Name of the process"
            value={newName}
            onChange={setNewName}
            reason="What the company does: checkout, refunds, payouts."
          />
        ) : null}
        <div className="inv-form-choice">
          <span id="inv-strength">When the API fails, the process</span>
          <Segments
            label="When the API fails, the process"
            value={strength}
            onChange={setStrength}
            items={[
              { value: 'hard', label: 'Stops' },
              { value: 'soft', label: 'Gets worse' },
            ]}
          />
        </div>
        <TextArea
          label="Impact"
          value={impact}
          onChange={setImpact}
          rows={2}
          reason="What happens in the business, in figures where you have them."
        />
        <TextArea
          label="Fallback"
          value={fallback}
          onChange={setFallback}
          rows={2}
          reason="What takes over, and how long that takes. Empty: nothing does."
        />
      </>
    </Dialog>
  );
}
