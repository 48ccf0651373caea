import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { eventKinds, type CalendarEvent } from '../../../shared/contract/calendar.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { dayOf } from './calendar-dates.ts';
import { useCalendarStore } from './calendar-store.ts';
import { changeEvent } from './change-event.ts';
import { DayField } from '../../ui/day-field.tsx';
import { kindNames } from './kind-names.ts';
import { SubjectFields } from './subject-fields.tsx';
import './calendar.css';

export interface EventFormProps {
  /** The event to edit; null adds one. */
  readonly event: CalendarEvent | null;
  /** The day that a new event begins with. */
  readonly day?: number | null;
  readonly onClose: () => void;
}

type Draft = Pick<
  CalendarEvent,
  | 'title'
  | 'kind'
  | 'effectiveAt'
  | 'endsAt'
  | 'vendorId'
  | 'apiId'
  | 'endpointId'
  | 'ownerId'
  | 'effortLowDays'
  | 'effortHighDays'
  | 'noticeDays'
  | 'notes'
> & { readonly precision: 'instant' | 'day' | 'month' };

const blank: Draft = {
  title: '',
  kind: 'other',
  effectiveAt: null,
  endsAt: null,
  precision: 'day',
  vendorId: null,
  apiId: null,
  endpointId: null,
  ownerId: null,
  effortLowDays: null,
  effortHighDays: null,
  noticeDays: null,
  notes: '',
};

function draftOf(event: CalendarEvent): Draft {
  const { title, kind, effectiveAt, endsAt, vendorId, apiId, endpointId, ownerId, effortLowDays, effortHighDays, noticeDays, notes } =
    event;
  const precision = event.precision === 'unknown' ? 'day' : event.precision;
  return {
    title,
    kind,
    effectiveAt,
    endsAt,
    precision,
    vendorId,
    apiId,
    endpointId,
    ownerId,
    effortLowDays,
    effortHighDays,
    noticeDays,
    notes,
  };
}

/** Adds a date that no header told, or says more of one that is there: who sees to it, how much work it is. */
export function EventForm({ event, day = null, onClose }: EventFormProps): ReactElement {
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const [draft, setDraft] = useState<Draft>(() => (event ? draftOf(event) : { ...blank, effectiveAt: day }));
  const [isTouched, setIsTouched] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const put = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  // What a header, a contract or a credential said follows its source.
  const isOwn = event === null || event.source === 'by hand' || event.source === 'sample';
  const { kind, title } = draft;

  const save = async (): Promise<void> => {
    setIsTouched(true);
    if (title.trim() === '') return;
    setIsSaving(true);
    try {
      if (event) {
        const { ownerId, effortLowDays, effortHighDays, noticeDays, notes } = draft;
        const patch = isOwn ? draft : { ownerId, effortLowDays, effortHighDays, noticeDays, notes };
        const saved = await client.calendar.update({ id: event.id, ...patch });
        await changeEvent(`Changed: ${saved.title}`, event.id, () => Promise.resolve());
        onClose();
        return;
      }
      const added = await client.calendar.add(draft);
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
        {isOwn && (
          <>
            <TextField
              label="Title"
              value={title}
              onChange={(next) => put({ title: next })}
              error={titleError}
              placeholder="Klaviyo, last day to give notice"
              required
              autoFocus
              onBlur={() => setIsTouched(title !== '' || isTouched)}
            />
            <SelectField
              label="Kind"
              value={kind}
              onChange={(next) => next && put({ kind: next })}
              items={eventKinds.map((value) => ({ value, label: kindNames[value] }))}
              reason="It decides which rungs lead to the date."
            />
            <DayField
              label={kind === 'freeze' ? 'First day' : 'Date'}
              value={draft.effectiveAt}
              onChange={(effectiveAt) => put({ effectiveAt })}
              reason="Leave it empty when it is announced without a date."
              error={fieldError(fault, 'effectiveAt')}
            />
            {draft.effectiveAt !== null && kind !== 'freeze' && draft.precision !== 'instant' && (
              <Segments
                label="How exactly it is known"
                isWide
                value={draft.precision}
                onChange={(precision) => put({ precision })}
                items={[
                  { value: 'day', label: 'To the day' },
                  { value: 'month', label: 'To the month' },
                ]}
              />
            )}
            {(kind === 'freeze' || kind === 'maintenance') && (
              <DayField label="Last day" value={draft.endsAt} onChange={(endsAt) => put({ endsAt })} error={fieldError(fault, 'endsAt')} />
            )}
            <SubjectFields value={draft} onChange={put} />
          </>
        )}
        {kind === 'contract_renewal' && (
          <NumberField
            label="Notice"
            value={draft.noticeDays}
            onChange={(noticeDays) => put({ noticeDays })}
            min={0}
            max={730}
            suffix=" days before"
            reason="The rungs count to the last day on which notice can be given."
          />
        )}
        <SelectField
          label="Owner"
          value={draft.ownerId}
          onChange={(ownerId) => put({ ownerId })}
          items={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={event?.ownerId === null && event.ownerName !== null ? `${event.ownerName}, who owns the API` : 'Nobody yet'}
          reason="Rungs are due at nine of the owner’s day."
          searchable
          clearable
          error={fieldError(fault, 'ownerId')}
        />
        <div className="cal-pair">
          <NumberField
            label="Work, at least"
            value={draft.effortLowDays}
            onChange={(effortLowDays) => put({ effortLowDays })}
            min={0}
            max={1000}
            suffix=" days"
            error={fieldError(fault, 'effortLowDays')}
          />
          <NumberField
            label="At most"
            value={draft.effortHighDays}
            onChange={(effortHighDays) => put({ effortHighDays })}
            min={0}
            max={1000}
            suffix=" days"
          />
        </div>
        <TextArea
          label="Notes"
          value={draft.notes}
          onChange={(notes) => put({ notes })}
          reason="Where it was announced, and what was agreed."
        />
        {fault !== null && titleError === null && <FaultNote fault={fault} />}
      </div>
    </Sheet>
  );
}
