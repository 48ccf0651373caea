import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { destinationTypes, type DestinationField } from '../../../shared/domain/mappings/mapping-spec.ts';
import { api, client } from '../../app/client.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { undoEdit } from './edit-mapping.ts';
import { useMappingsStore } from './mappings-store.ts';

interface FieldFormProps {
  readonly detail: MappingDetail;
  /** Null adds a field. */
  readonly field: string | null;
  readonly onClose: () => void;
}

const fresh: DestinationField = { name: '', type: 'text', isRequired: false, definition: '', unit: '', stewardId: null };
const typeWords = {
  text: 'Text',
  integer: 'Whole number',
  decimal: 'Decimal',
  instant: 'Moment in UTC',
  date: 'Calendar day',
  boolean: 'Yes or no',
  money: 'Money in minor units',
} as const;

/** What a destination field means, and who answers for it. */
export function FieldForm({ detail, field, onClose }: FieldFormProps): ReactElement {
  const before = detail.spec.destination.fields.find(({ name }) => name === field) ?? fresh;
  const [draft, setDraft] = useState(before);
  const choose = useMappingsStore((state) => state.choose);
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const set = (change: Partial<DestinationField>): void => setDraft({ ...draft, ...change });
  const save = async (): Promise<void> => {
    const to = { ...draft, name: draft.name.trim() };
    if (!(await attempt(() => client.mappings.setDestination({ id: detail.id, field, to })))) return;
    choose(detail.id, to.name);
    onClose();
  };
  const remove = async (): Promise<void> => {
    if (field === null) return;
    if (
      await attempt(
        () => client.mappings.setDestination({ id: detail.id, field, to: null }),
        `${field} removed`,
        () => void undoEdit(detail),
      )
    )
      onClose();
  };
  return (
    <Dialog
      title={field === null ? 'New destination field' : `Field ${field}`}
      opened
      onClose={onClose}
      footer={
        field === null ? undefined : (
          <Button kind="quiet" onClick={() => void remove()}>
            Remove field
          </Button>
        )
      }
      primary={{ words: field === null ? 'Add field' : 'Save field', run: save, disabled: draft.name.trim() === '' }}
    >
      <TextField label="Name" value={draft.name} onChange={(name) => set({ name })} autoFocus mono />
      <SelectField
        label="Type"
        value={draft.type}
        onChange={(type) => type && set({ type })}
        items={destinationTypes.map((type) => ({ value: type, label: typeWords[type] }))}
      />
      <label className="map-check">
        <input type="checkbox" checked={draft.isRequired} onChange={(event) => set({ isRequired: event.currentTarget.checked })} />
        Required: a row without it is not written
      </label>
      <TextArea
        label="Definition"
        reason="One sentence that two people read the same way."
        value={draft.definition}
        onChange={(definition) => set({ definition })}
      />
      <TextField label="Unit" value={draft.unit} onChange={(unit) => set({ unit })} placeholder="minor units, UTC, ISO 4217 …" />
      <SelectField
        label="Steward"
        reason="Who decides what this field means."
        value={draft.stewardId}
        clearable
        searchable
        onChange={(stewardId) => set({ stewardId })}
        items={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Dialog>
  );
}
