import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Incident } from '../../../shared/contract/monitors.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { attempt } from '../../ui/attempt.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

const causes = [
  { value: 'vendor', label: 'The vendor' },
  { value: 'ours', label: 'Us: a key, a change, a mistake' },
  { value: 'network', label: 'The network in between' },
  { value: 'unknown', label: 'Not known yet' },
] as const;

/** What the rule said of the cause, overruled with a reason. */
export function AttributeDialog({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const [attribution, setAttribution] = useState(incident.attribution);
  const [reason, setReason] = useState('');
  const save = async (): Promise<void> => {
    if (await attempt(client.monitors.attributeIncident({ id: incident.id, attribution, reason }), 'Cause changed')) onClose();
  };
  return (
    <Dialog
      title="Change the cause"
      opened
      onClose={onClose}
      primary={{
        words: 'Change cause',
        run: save,
        disabled: reason.trim().length < 3 || attribution === incident.attribution,
      }}
    >
      <SelectField label="Caused by" value={attribution} items={causes} onChange={(next) => setAttribution(next ?? 'unknown')} />
      <TextField
        label="Reason"
        value={reason}
        onChange={setReason}
        placeholder="Vendor’s status page, mail of 12 Nov"
        reason="It stands in the time line with your name."
      />
    </Dialog>
  );
}

export function CloseDialog({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const save = async (): Promise<void> => {
    if (await attempt(client.monitors.closeIncident({ id: incident.id, reason }), `INC-${incident.number} closed`)) onClose();
  };
  return (
    <Dialog title={`Close INC-${incident.number}`} opened onClose={onClose} primary={{ words: 'Close incident', run: save }}>
      <p className="mon-note">
        {incident.monitors.length > 0
          ? 'It closes by itself after two passed checks in a row. By hand, it ends now.'
          : 'No monitor watches it: it ends now.'}
      </p>
      <TextField label="Why it is over" value={reason} onChange={setReason} placeholder="Vendor says it is fixed" autoFocus />
    </Dialog>
  );
}

/** One that no monitor saw. */
export function OpenIncidentDialog({ onClose }: { readonly onClose: () => void }) {
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const [title, setTitle] = useState('');
  const [apiId, setApiId] = useState<string | null>(null);
  const [attribution, setAttribution] = useState<Incident['attribution']>('unknown');
  const save = async (): Promise<void> => {
    const opening = client.monitors.openIncident({ title, apiId, attribution });
    if (!(await attempt(opening, 'Incident opened'))) return;
    onClose();
    go({ place: 'monitors', kind: 'incident', id: (await opening).id });
  };
  return (
    <Dialog
      title="Open an incident"
      opened
      onClose={onClose}
      primary={{ words: 'Open incident', run: save, disabled: title.trim() === '' }}
    >
      <TextField label="What is wrong" value={title} onChange={setTitle} placeholder="Refunds are declined" autoFocus />
      <SelectField
        label="API"
        value={apiId}
        items={(apis.data ?? []).map((one) => ({ value: one.id, label: `${one.vendorName} ${one.name}` }))}
        searchable
        clearable
        placeholder="None, or not known yet"
        onChange={setApiId}
      />
      <SelectField label="Caused by" value={attribution} items={causes} onChange={(next) => setAttribution(next ?? 'unknown')} />
    </Dialog>
  );
}
