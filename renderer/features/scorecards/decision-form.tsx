import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Decision } from '../../../shared/contract/scorecards.ts';
import { api, client } from '../../app/client.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { useSave } from './use-save.ts';

export interface DecisionFormProps {
  /** The decision to edit; null asks for one. */
  readonly decision: Decision | null;
  readonly onClose: () => void;
}

/** Asks for a decision, with advice and the day by which it is needed. */
export function DecisionForm({ decision, onClose }: DecisionFormProps): ReactElement {
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const [draft, setDraft] = useState({
    title: decision?.title ?? '',
    recommendation: decision?.recommendation ?? '',
    ownerId: decision?.ownerId ?? null,
    dueAt: decision?.dueAt ?? null,
  });
  const set = (patch: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...patch }));
  const [isTouched, setIsTouched] = useState(false);
  const { fault, isSaving, run } = useSave(onClose);
  const save = (): void => {
    setIsTouched(true);
    if (draft.title.trim() === '') return;
    void run(`“${draft.title}” saved`, 'decision', () =>
      client.scorecards.saveDecision({ ...draft, ...(decision ? { id: decision.id } : {}) }),
    );
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      title={decision ? 'Edit decision' : 'Ask for a decision'}
      primary={{ words: decision ? 'Save decision' : 'Ask for decision', run: save, loading: isSaving }}
    >
      <div className="sc-form">
        <TextField
          label="What must be decided"
          value={draft.title}
          onChange={(title) => set({ title })}
          required
          autoFocus
          error={isTouched && draft.title.trim() === '' ? 'Say in one line what it is about.' : null}
          placeholder="Klaviyo: renew or give notice"
        />
        <TextArea
          label="Advice"
          value={draft.recommendation}
          onChange={(recommendation) => set({ recommendation })}
          reason="What it costs, and what you would do."
        />
        <DayField label="Needed by" value={draft.dueAt} onChange={(dueAt) => set({ dueAt })} />
        <SelectField
          label="Who asks"
          value={draft.ownerId}
          onChange={(ownerId) => set({ ownerId })}
          items={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          placeholder="Nobody yet"
          clearable
        />
        {fault !== null && <FaultNote fault={fault} />}
      </div>
    </Sheet>
  );
}
