import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { IncidentSummary } from '../../../../shared/contract/monitors.ts';
import { api, client } from '../../../app/client.ts';
import { go } from '../../../app/navigate.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.ts';

const mostShown = 20;

/** Keeps exchanges on the time line of an incident: of the open ones, or a recent one. */
export function AttachDialog({ ids, onClose }: { readonly ids: readonly string[]; readonly onClose: () => void }): ReactElement {
  const incidents = useQuery(api.monitors.incidents.queryOptions({ input: { state: 'all' } }));
  const shown = recent(incidents.data ?? []);
  const [chosen, setChosen] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const incidentId = chosen ?? shown[0]?.id ?? null;
  const attach = async (): Promise<void> => {
    if (incidentId === null) return;
    setIsBusy(true);
    setFault(null);
    try {
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
      {...(incidentId === null
        ? { cancelWords: 'Close' }
        : { primary: { words: 'Attach to incident', run: () => void attach(), loading: isBusy } })}
    >
      {incidents.isPending && <Loading />}
      {(incidents.error ?? fault) === null ? null : <FaultNote fault={incidents.error ?? fault} />}
      {incidents.data && shown.length === 0 && (
        <Empty
          title="No incident has been opened yet. One is the time in which a promise was or may have been broken; calls are its evidence."
          action={
            <Button
              onClick={() => {
                onClose();
                go({ place: 'monitors' });
              }}
            >
              Go to monitors
            </Button>
          }
        />
      )}
      {shown.length > 0 && (
        <>
          <fieldset className="con-incidents">
            <legend>Incident</legend>
            {shown.map((one) => (
              <label key={one.id}>
                <input type="radio" name="incident" checked={one.id === incidentId} onChange={() => setChosen(one.id)} />
                <span>
                  INC-{one.number} {one.title}
                </span>
                <span className="faint">{one.state === 'open' ? 'open' : 'closed'}</span>
              </label>
            ))}
          </fieldset>
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

/** Open ones first, then the latest. */
function recent(incidents: readonly IncidentSummary[]): readonly IncidentSummary[] {
  const isOpen = (one: IncidentSummary): number => (one.state === 'open' ? 0 : 1);
  return incidents.toSorted((a, b) => isOpen(a) - isOpen(b) || b.openedAt - a.openedAt).slice(0, mostShown);
}
