import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';
import type { RunbookRow } from '../../../shared/contract/runbooks.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useRunsOnce } from '../../ui/run-once.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { attempt } from './run-runbook.ts';
import './run/run.css';

/** A new runbook: from a starter, from a Markdown file, or the shortest that is complete. */
export function AddRunbookSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const starters = useQuery(api.runbooks.starters.queryOptions({ input: {} }));
  const chooser = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [once] = useRunsOnce();
  const addOne = async (input: Parameters<typeof client.runbooks.add>[0]): Promise<void> => {
    const added = await attempt<RunbookRow>(null, () => client.runbooks.add(input));
    if (!added) return;
    onClose();
    go({ place: 'runbooks', kind: 'edit', id: added.id });
  };
  const add = (input: Parameters<typeof addOne>[0]): void => once(() => addOne(input));
  return (
    <Sheet title="New runbook" opened onClose={onClose} width={520}>
      <div className="rb-form">
        <section aria-label="Starters">
          <h3>Begin with a starter; it becomes a draft of your own</h3>
          {starters.error ? <FaultNote fault={starters.error} /> : null}
          {starters.isPending ? <Loading /> : null}
          <div className="rb-starters">
            {(starters.data ?? []).map((one, at) => (
              <div key={one.name} className="rb-starter">
                <div>
                  <b className="strong">{one.title}</b>
                  <p>
                    {one.purpose}. {one.steps} steps{one.isAdded ? ', added already' : ''}
                  </p>
                </div>
                <Button
                  small
                  data-autofocus={at === 0 || undefined}
                  aria-label={`Add ${one.title}`}
                  onClick={() => add({ starter: one.name })}
                >
                  Add
                </Button>
              </div>
            ))}
          </div>
        </section>
        <section aria-label="Your own">
          <h3>Or your own</h3>
          <div className="rb-own">
            <TextField label="Name" value={name} onChange={setName} placeholder="Webhook silence and replay" />
            <Button disabled={name.trim() === ''} onClick={() => add({ name: name.trim() })}>
              Write it
            </Button>
          </div>
          <input
            ref={chooser}
            type="file"
            accept=".md,.markdown,text/markdown,text/plain"
            hidden
            aria-hidden="true"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) void file.text().then((source) => add({ source, name: file.name.replace(/\.\w+$/, '') }));
              event.target.value = '';
            }}
          />
          <p className="rb-import">
            <button type="button" className="rb-door" onClick={() => chooser.current?.click()}>
              Import a Markdown file
            </button>{' '}
            <span className="faint">What is not a typed step stays as text.</span>
          </p>
        </section>
      </div>
    </Sheet>
  );
}
