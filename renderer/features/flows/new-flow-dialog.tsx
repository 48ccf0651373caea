import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { SavedRequest } from '../../../shared/contract/console.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Makes a flow of saved requests in the order in which they are chosen, or of the two latest calls. */
export function NewFlowDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const saved = useQuery(api.console.savedRequests.queryOptions({ input: {} }));
  const latest = useQuery(api.flows.latestExchanges.queryOptions({ input: {} }));
  const [name, setName] = useState('');
  const [chosenFrom, setFrom] = useState<'requests' | 'latest' | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const calls = latest.data ?? [];
  const requests = saved.data ?? [];
  const from = chosenFrom ?? (requests.length === 0 && calls.length > 0 ? 'latest' : 'requests');
  const make = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const made = await client.flows.create({
        name,
        savedRequestIds: from === 'requests' ? [...chosen] : [],
        exchangeIds: from === 'latest' ? calls.map(({ id }) => id) : [],
      });
      onClose();
      go({ place: 'console', kind: 'flow', id: made.id });
    } catch (error) {
      setFault(error);
      setIsBusy(false);
    }
  };
  const toggle = (id: string): void => setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  const fits = (one: SavedRequest): boolean =>
    `${one.folder} ${one.name} ${one.vendorName} ${one.apiName}`.toLowerCase().includes(text.trim().toLowerCase());
  return (
    <Dialog
      opened
      onClose={onClose}
      width={560}
      title="New flow"
      primary={{ words: 'Make the flow', run: () => void make(), loading: isBusy, disabled: name.trim() === '' }}
      footer={
        from === 'requests' && chosen.length > 0
          ? `${chosen.length} ${chosen.length === 1 ? 'step' : 'steps'}, in the order chosen`
          : undefined
      }
    >
      <div className="flo-form">
        <TextField label="Name" value={name} onChange={setName} placeholder="Refund and verify" autoFocus />
        <Segments
          label="What it is made of"
          value={from}
          onChange={setFrom}
          items={[
            { value: 'requests', label: 'Saved requests' },
            { value: 'latest', label: 'The two latest calls' },
          ]}
        />
        {from === 'requests' ? (
          requests.length === 0 ? (
            <p className="muted">
              No request is saved yet. Make the flow empty and add calls of its own, or save a request in the Console first.
            </p>
          ) : (
            <>
              {requests.length > 8 && <FilterField value={text} onChange={setText} placeholder="Filter requests" />}
              <ul className="flo-choices" aria-label="Saved requests">
                {requests.filter(fits).map((one) => (
                  <li key={one.id}>
                    <label>
                      <input type="checkbox" checked={chosen.includes(one.id)} onChange={() => toggle(one.id)} />
                      <span className="flo-place" aria-hidden="true">
                        {chosen.includes(one.id) ? chosen.indexOf(one.id) + 1 : ''}
                      </span>
                      <span className="flo-method">{one.method}</span>
                      <span className="ellipsis">{one.name}</span>
                      <span className="faint ellipsis">
                        {one.vendorName} {one.apiName}
                      </span>
                    </label>
                  </li>
                ))}
              </ul>
            </>
          )
        ) : calls.length === 0 ? (
          <p className="muted">Nothing was sent from the Console yet. Send two requests, then make a flow of them.</p>
        ) : (
          <ol className="flo-latest">
            {calls.map((one) => (
              <li key={one.id}>
                {one.words} <span className="faint">exchange {grouped(one.number)}</span>
              </li>
            ))}
          </ol>
        )}
        {fault !== null && <FaultNote fault={fault} />}
      </div>
    </Dialog>
  );
}
