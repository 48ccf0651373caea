import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { IncidentSummary } from '../../../../shared/contract/monitors.ts';
import { api, client } from '../../../app/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.ts';

const mostShown = 20;
const isNewOne = 'new';

/** Keeps exchanges on the time line of an incident: of the open ones, a recent one, or one that is opened with them. */
export function AttachDialog({ ids, onClose }: { readonly ids: readonly string[]; readonly onClose: () => void }): ReactElement {
  const incidents = useQuery(api.monitors.incidents.queryOptions({ input: { state: 'all' } }));
  const shown = recent(incidents.data ?? []);
  const [chosen, setChosen] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const choice = incidents.data ? (chosen ?? shown[0]?.id ?? isNewOne) : null;
  const isUntitled = choice === isNewOne && title.trim() === '';
  const attach = async (): Promise<void> => {
    if (choice === null || isUntitled) return;
    setIsBusy(true);
    setFault(null);
    try {
      const incidentId = choice === isNewOne ? await openWith(title, ids[0]) : choice;
      // When attaching fails, trying again does not open another one.
      setChosen(incidentId);
      let number = 0;
      for (const exchangeId of ids) ({ number } = await client.monitors.attachExchange({ id: incidentId, exchangeId, words }));
      toast({ words: `${ids.length === 1 ? 'The call is' : `${ids.length} calls are`} on INC-${number}`, state: 'holds' });
      onClose();
    } catch (error) {
      setFault(error);
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      title={ids.length === 1 ? 'Attach this call to an incident' : `Attach ${ids.length} calls to an incident`}
      opened
      onClose={onClose}
      primary={{ words: 'Attach to incident', run: () => void attach(), loading: isBusy, disabled: choice === null || isUntitled }}
    >
      {incidents.isPending && <Loading />}
      {(incidents.error ?? fault) === null ? null : <FaultNote fault={incidents.error ?? fault} />}
      {choice !== null && (
        <>
          <fieldset className="con-incidents">
            <legend>Incident</legend>
            {shown.map((one) => (
              <label key={one.id}>
                <input type="radio" name="incident" checked={one.id === choice} onChange={() => setChosen(one.id)} />
                <span>
                  INC-{one.number} {one.title}
                </span>
                <span className="faint">{one.state === 'open' ? 'open' : 'closed'}</span>
              </label>
            ))}
            <label>
              <input type="radio" name="incident" checked={choice === isNewOne} onChange={() => setChosen(isNewOne)} />
              <span>A new incident</span>
            </label>
          </fieldset>
          {choice === isNewOne && (
            <TextField label="What is wrong" value={title} onChange={setTitle} placeholder="Refunds are declined" autoFocus />
          )}
          <TextField
            label="Why it matters"
            value={words}
            onChange={setWords}
            reason="Stands beside the call on the time line. May stay empty."
          />
        </>
      )}
    </Dialog>
  );
}

/** Opens an incident of the API that the call went to. */
async function openWith(title: string, exchangeId: string | undefined): Promise<string> {
  const apiId = exchangeId === undefined ? null : (await client.console.exchange({ id: exchangeId })).apiId;
  return (await client.monitors.openIncident({ title: title.trim(), apiId, attribution: 'unknown' })).id;
}

/** Open ones first, then the latest. */
function recent(incidents: readonly IncidentSummary[]): readonly IncidentSummary[] {
  const isOpen = (one: IncidentSummary): number => (one.state === 'open' ? 0 : 1);
  return incidents.toSorted((a, b) => isOpen(a) - isOpen(b) || b.openedAt - a.openedAt).slice(0, mostShown);
}
