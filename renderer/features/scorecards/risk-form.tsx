import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Risk } from '../../../shared/contract/scorecards.ts';
import { api, client } from '../../app/client.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { useSave } from './use-save.ts';

export interface RiskFormProps {
  /** The risk to edit; null notes one. */
  readonly risk: Risk | null;
  readonly onClose: () => void;
}

/** Notes or edits a risk, or a waiver: a risk that is accepted until a day. */
export function RiskForm({ risk, onClose }: RiskFormProps): ReactElement {
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  const [draft, setDraft] = useState({
    kind: risk?.kind ?? ('risk' as const),
    title: risk?.title ?? '',
    ownerId: risk?.ownerId ?? null,
    vendorId: risk?.vendorId ?? null,
    likelihood: risk?.likelihood ?? 3,
    impact: risk?.impact ?? 3,
    dueAt: risk?.dueAt ?? null,
    reason: risk?.reason ?? '',
  });
  const set = (patch: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...patch }));
  const [isTouched, setIsTouched] = useState(false);
  const { fault, isSaving, run } = useSave(onClose);
  const isWaiver = draft.kind === 'waiver';
  const titleError = isTouched && draft.title.trim() === '' ? 'Say in one line what may happen.' : null;
  const dueError = fieldError(fault, 'dueAt');
  const reasonError = fieldError(fault, 'reason');
  const save = (): void => {
    setIsTouched(true);
    if (draft.title.trim() === '') return;
    void run(`“${draft.title}” saved`, 'risk', () => client.scorecards.saveRisk({ ...draft, ...(risk ? { id: risk.id } : {}) }));
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      title={risk ? 'Edit risk' : 'Note a risk'}
      primary={{ words: risk ? 'Save risk' : 'Note risk', run: save, loading: isSaving }}
    >
      <div className="sc-form">
        <Segments<Risk['kind']>
          label="Kind"
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          items={[
            { value: 'risk', label: 'Risk' },
            { value: 'waiver', label: 'Waiver' },
          ]}
        />
        <TextField
          label="What may happen"
          value={draft.title}
          onChange={(title) => set({ title })}
          required
          autoFocus
          error={titleError}
          placeholder="One person holds the PayPal key"
        />
        <div className="sc-pair">
          <NumberField
            label="Likelihood, 1 to 5"
            value={draft.likelihood}
            min={1}
            max={5}
            onChange={(value) => set({ likelihood: value ?? 3 })}
          />
          <NumberField label="Impact, 1 to 5" value={draft.impact} min={1} max={5} onChange={(value) => set({ impact: value ?? 3 })} />
        </div>
        <SelectField
          label="Owner"
          value={draft.ownerId}
          onChange={(ownerId) => set({ ownerId })}
          items={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          placeholder="Nobody yet"
          clearable
        />
        <SelectField
          label="Vendor"
          value={draft.vendorId}
          onChange={(vendorId) => set({ vendorId })}
          items={(vendors.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          placeholder="None"
          searchable
          clearable
        />
        <DayField
          label={isWaiver ? 'Ends on' : 'To be gone by'}
          value={draft.dueAt}
          onChange={(dueAt) => set({ dueAt })}
          required={isWaiver}
          error={dueError}
        />
        <TextArea
          label={isWaiver ? 'Why it is accepted' : 'Why, and what is done'}
          value={draft.reason}
          onChange={(reason) => set({ reason })}
          required={isWaiver}
          error={reasonError}
        />
        {fault !== null && dueError === null && reasonError === null && <FaultNote fault={fault} />}
      </div>
    </Sheet>
  );
}
