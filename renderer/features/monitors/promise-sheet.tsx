import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PromiseSettings } from '../../../shared/contract/monitors.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { samplesWithoutFailure } from '../../../shared/domain/monitors/wilson.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { ServiceHoursField } from './service-hours-field.tsx';
import { LedgerChoice, ProcessChoice } from './promise-choices.tsx';
import { undoLast } from '../../ui/undo-last.ts';

const kinds = [
  { value: 'availability', label: 'It works' },
  { value: 'latency', label: 'It is fast enough' },
  { value: 'freshness', label: 'Data is young enough' },
  { value: 'correctness', label: 'Rows agree' },
] as const;

interface PromiseSheetProps {
  readonly promise: { readonly id: string; readonly settings: PromiseSettings } | null;
  readonly onClose: () => void;
}

const blank: PromiseSettings = {
  name: '',
  kind: 'availability',
  target: 0.995,
  thresholdMs: null,
  serviceHours: { days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1080, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  monitorIds: [],
  apiId: null,
  ledgerId: null,
  processId: null,
  countsOurs: false,
};

/** Makes a promise or edits one: of what, how much, when, measured by what. */
export function PromiseSheet({ promise, onClose }: PromiseSheetProps) {
  const [draft, setDraft] = useState<PromiseSettings>(promise?.settings ?? blank);
  const [percent, setPercent] = useState(String(Math.round((promise?.settings.target ?? 0.995) * 1_000_000) / 10_000));
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const monitors = useQuery(api.monitors.list.queryOptions({ input: {} }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const set = (change: Partial<PromiseSettings>): void => setDraft({ ...draft, ...change });
  const target = Number(percent.replace(',', '.')) / 100;
  const isTarget = target > 0 && target <= 1;
  const needsThreshold = draft.kind === 'latency' || draft.kind === 'freshness';
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      const { kind, ...rest } = { ...draft, target };
      if (promise) {
        await client.monitors.updatePromise({ id: promise.id, ...rest });
        toast({ words: `${draft.name} saved`, undo: () => void undoLast('promise', promise.id) });
      } else {
        const made = await client.monitors.addPromise({ kind, ...rest });
        go({ place: 'monitors', kind: 'promise', id: made.id });
        toast({ words: `Promise “${made.name}” made` });
      }
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };
  return (
    <Sheet
      title={promise ? `Edit ${promise.settings.name}` : 'New promise'}
      opened
      onClose={onClose}
      width={440}
      primary={{
        words: promise ? 'Save promise' : 'Make promise',
        run: () => void save(),
        loading: isSaving,
        disabled: !isTarget || draft.name.trim() === '',
      }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <TextField label="Name" value={draft.name} onChange={(name) => set({ name })} placeholder="Checkout" autoFocus={promise === null} />
      {promise ? null : (
        <SelectField label="What is promised" value={draft.kind} items={kinds} onChange={(kind) => set({ kind: kind ?? 'availability' })} />
      )}
      <TextField
        label="Target, %"
        value={percent}
        onChange={setPercent}
        error={isTarget ? null : 'Write a share above 0, at most 100.'}
        reason={
          isTarget && target < 1
            ? `To show it by sampling takes ${grouped(samplesWithoutFailure(target))} checks without a failure.`
            : undefined
        }
      />
      {needsThreshold ? (
        <NumberField
          label={draft.kind === 'latency' ? 'Answered within' : 'Younger than'}
          value={draft.thresholdMs === null ? null : draft.kind === 'latency' ? draft.thresholdMs : Math.round(draft.thresholdMs / 60_000)}
          onChange={(value) => set({ thresholdMs: value === null ? null : draft.kind === 'latency' ? value : value * 60_000 })}
          suffix={draft.kind === 'latency' ? ' ms' : ' min'}
        />
      ) : null}
      {draft.kind === 'correctness' ? (
        <LedgerChoice value={draft.ledgerId} onChange={(ledgerId) => set({ ledgerId })} />
      ) : (
        <>
          <SelectField
            label="Measured by monitor"
            value={draft.monitorIds[0] ?? null}
            items={(monitors.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
            clearable
            searchable
            placeholder="None: by our own calls"
            onChange={(id) => set({ monitorIds: id === null ? [] : [id, ...draft.monitorIds.slice(1)] })}
          />
          {draft.monitorIds.length > 0 ? null : (
            <SelectField
              label="Our calls of"
              value={draft.apiId}
              items={(apis.data ?? []).map((one) => ({ value: one.id, label: `${one.vendorName} ${one.name}` }))}
              searchable
              clearable
              onChange={(apiId) => set({ apiId })}
            />
          )}
          <ServiceHoursField
            value={draft.serviceHours}
            onChange={(hours) => set({ serviceHours: hours === null ? null : { ...hours, days: [...hours.days] } })}
          />
          <SelectField
            label="Failures of ours"
            value={draft.countsOurs ? 'count' : 'apart'}
            items={[
              { value: 'apart', label: 'Count neither way: the vendor is judged' },
              { value: 'count', label: 'Count as bad: the integration is judged' },
            ]}
            onChange={(value) => set({ countsOurs: value === 'count' })}
          />
        </>
      )}
      <ProcessChoice value={draft.processId} onChange={(processId) => set({ processId })} />
    </Sheet>
  );
}
