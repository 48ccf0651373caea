import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { toast } from '../../ui/toast.ts';

/** From a saved request in two clicks: choose one, create. Everything else has a default that can be edited later. */
export function NewMonitorDialog({
  onClose,
  savedRequestId = null,
}: {
  readonly onClose: () => void;
  readonly savedRequestId?: string | null;
}) {
  const candidates = useQuery(api.monitors.candidates.queryOptions({ input: {} }));
  const [chosenId, setChosenId] = useState(savedRequestId);
  const [text, setText] = useState('');
  const [isSaving, setIsSaving] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const all = candidates.data ?? [];
  const wanted = text.trim().toLowerCase();
  const shown = all.filter((one) =>
    `${one.name} ${one.vendorName} ${one.apiName} ${one.method} ${one.path}`.toLowerCase().includes(wanted),
  );
  const chosen = all.find((one) => one.savedRequestId === chosenId) ?? null;
  const save = async (): Promise<void> => {
    if (!chosen) return;
    setIsSaving(true);
    setFault(null);
    try {
      const monitor = await client.monitors.add({ savedRequestId: chosen.savedRequestId });
      onClose();
      go({ place: 'monitors', kind: 'monitor', id: monitor.id });
      toast({ words: `${monitor.name} is checked every 5 minutes while the app is open` });
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };
  return (
    <Dialog
      title="New monitor"
      opened
      onClose={onClose}
      width={560}
      primary={{ words: 'Create monitor', run: () => void save(), loading: isSaving, disabled: chosen === null || chosen.refusal !== null }}
      footer={<span className="mon-note">Every 5 min, two retries, down after three fails.</span>}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      {candidates.isSuccess && all.length === 0 ? (
        <p className="mon-note">
          A monitor sends a saved request again and again. There is none yet: send a request in the Console and save it.{' '}
          <Button small onClick={() => go({ place: 'console' })}>
            Go to the Console
          </Button>
        </p>
      ) : (
        <>
          <div className="mon-find">
            <FilterField value={text} onChange={setText} placeholder="Find a saved request" />
          </div>
          <div className="mon-choose" role="radiogroup" aria-label="Saved request">
            {shown.map((one) => (
              <label key={one.savedRequestId} data-refused={one.refusal !== null || undefined}>
                <input
                  type="radio"
                  name="saved-request"
                  checked={one.savedRequestId === chosenId}
                  disabled={one.refusal !== null}
                  onChange={() => setChosenId(one.savedRequestId)}
                />
                <span>
                  <b className="strong">{one.name}</b>
                  {one.monitorIds.length > 0 ? <span className="faint"> · watched already</span> : null}
                  <span className="mon-choose-sub">
                    {one.refusal ?? `${one.vendorName} ${one.apiName} · ${one.method} ${one.path} · ${one.environmentName ?? ''}`}
                  </span>
                </span>
              </label>
            ))}
          </div>
        </>
      )}
    </Dialog>
  );
}
