import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { eventKinds, type CalendarEvent } from '../../../shared/contract/calendar.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { dayOf } from './calendar-dates.ts';
import { useCalendarStore } from './calendar-store.ts';
import { changeEvent } from './change-event.ts';
import { DateField } from './date-field.tsx';
import './calendar.css';

const kindNames = {
  deprecation: 'Deprecation',
  sunset: 'Sunset, hard stop',
  version_end: 'End of a version',
  credential_rotation: 'Key rotation',
  credential_expiry: 'End of a key',
  contract_renewal: 'Contract renewal or notice',
  maintenance: 'Maintenance',
  review: 'Review',
  freeze: 'Freeze, no releases',
  other: 'Other',
} as const satisfies Record<CalendarEvent['kind'], string>;

export interface EventFormProps {
  /** The event to edit; null adds one. */
  readonly event: CalendarEvent | null;
  readonly onClose: () => void;
}

/** Adds a date that no header told, or corrects one that was added so. */
export function EventForm({ event, onClose }: EventFormProps): ReactElement {
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const [title, setTitle] = useState(event?.title ?? '');
  const [kind, setKind] = useState<CalendarEvent['kind']>(event?.kind ?? 'other');
  const [effectiveAt, setEffectiveAt] = useState(event?.effectiveAt ?? null);
  const [apiId, setApiId] = useState(event?.apiId ?? null);
  const [notes, setNotes] = useState(event?.notes ?? '');
  const [isTouched, setIsTouched] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);

  const save = async (): Promise<void> => {
    setIsTouched(true);
    if (title.trim() === '') return;
    setIsSaving(true);
    try {
      if (event) {
        const isDone = await changeEvent(`Changed: ${title}`, event.id, () =>
          client.calendar.update({ id: event.id, title, effectiveAt, notes }),
        );
        if (isDone) onClose();
        return;
      }
      const added = await client.calendar.add({ kind, title, effectiveAt, apiId, notes });
      toast({ words: `Added: ${added.title}` });
      useCalendarStore
        .getState()
        .setView(added.effectiveAt === null ? 'undated' : added.effectiveAt < dayOf(Date.now()) ? 'past' : 'coming');
      onClose();
      go({ place: 'calendar', kind: 'event', id: added.id });
    } catch (error) {
      setFault(error);
    } finally {
      setIsSaving(false);
    }
  };

  const titleError = fieldError(fault, 'title') ?? (isTouched && title.trim() === '' ? 'Give it a title, so that it can be found.' : null);
  return (
    <Sheet
      opened
      onClose={onClose}
      title={event ? 'Edit date' : 'Add date'}
      primary={{ words: event ? 'Save date' : 'Add date', run: () => void save(), loading: isSaving }}
    >
      <div className="cal-form">
        <TextField
          label="Title"
          value={title}
          onChange={setTitle}
          error={titleError}
          placeholder="Klaviyo, last day to give notice"
          required
          autoFocus
          onBlur={() => setIsTouched(title !== '' || isTouched)}
        />
        <DateField
          label="Date"
          value={effectiveAt}
          onChange={setEffectiveAt}
          reason="Leave it empty when it is announced without a date."
          error={fieldError(fault, 'effectiveAt')}
        />
        {!event && (
          <>
            <SelectField
              label="Kind"
              value={kind}
              onChange={(next) => next && setKind(next)}
              items={eventKinds.map((value) => ({ value, label: kindNames[value] }))}
            />
            <SelectField
              label="API"
              value={apiId}
              onChange={setApiId}
              items={(apis.data ?? []).map((row) => ({ value: row.id, label: `${row.vendorName} ${row.name} ${row.version}`.trim() }))}
              placeholder="None, it is ours"
              reason="Its calls show how much the date would hit."
              searchable
              clearable
            />
          </>
        )}
        <TextArea label="Notes" value={notes} onChange={setNotes} reason="Where it was announced, and what was agreed." />
        {fault !== null && titleError === null && <FaultNote fault={fault} />}
      </div>
    </Sheet>
  );
}
