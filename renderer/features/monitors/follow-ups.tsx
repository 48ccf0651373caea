import { useState } from 'react';
import type { FollowUp, Incident } from '../../../shared/contract/monitors.ts';
import { client } from '../../app/client.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Mark } from '../../ui/mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { When } from '../../ui/when.tsx';
import { DateField } from '../../ui/date-field.tsx';

/** What is to be done after an incident; each ends with what proves it. */
export function FollowUps({ incident }: { readonly incident: Incident }) {
  const [isAdding, setIsAdding] = useState(false);
  const [closing, setClosing] = useState<FollowUp | null>(null);
  return (
    <>
      <ul className="mon-list">
        {incident.followUps.map((one) => (
          <li key={one.id}>
            <span className="mon-check">
              <Mark state={one.closedAt !== null ? 'holds' : 'soon'} />
              <span>
                {one.text}
                <span className="faint">
                  {' · '}
                  {one.closedAt !== null ? (
                    `done: ${one.closedBy ?? ''}`
                  ) : one.dueAt === null ? (
                    'no date'
                  ) : (
                    <When at={one.dueAt} precision="day" />
                  )}
                </span>
              </span>
            </span>
            {one.closedAt === null ? (
              <Button small kind="quiet" onClick={() => setClosing(one)}>
                Close with proof
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Button small kind="quiet" onClick={() => setIsAdding(true)}>
        Add follow-up
      </Button>
      {isAdding ? <AddFollowUp incidentId={incident.id} onClose={() => setIsAdding(false)} /> : null}
      {closing ? <CloseFollowUp followUp={closing} onClose={() => setClosing(null)} /> : null}
    </>
  );
}

function AddFollowUp({ incidentId, onClose }: { readonly incidentId: string; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [due, setDue] = useState('');
  const save = async (): Promise<void> => {
    const dueAt = due === '' ? null : new Date(`${due}T12:00:00`).getTime();
    if (await attempt(client.monitors.addFollowUp({ id: incidentId, text, dueAt }), 'Follow-up added')) onClose();
  };
  return (
    <Dialog title="Add follow-up" opened onClose={onClose} primary={{ words: 'Add follow-up', run: save, disabled: text.trim() === '' }}>
      <TextField label="What is to be done" value={text} onChange={setText} placeholder="Drill the fallback without PayPal" autoFocus />
      <DateField label="Until" value={due} onChange={setDue} />
    </Dialog>
  );
}

function CloseFollowUp({ followUp, onClose }: { readonly followUp: FollowUp; readonly onClose: () => void }) {
  const [closedBy, setClosedBy] = useState('');
  const save = async (): Promise<void> => {
    if (await attempt(client.monitors.closeFollowUp({ id: followUp.id, closedBy }), 'Follow-up closed')) onClose();
  };
  return (
    <Dialog
      title={`Close “${followUp.text}”`}
      opened
      onClose={onClose}
      primary={{ words: 'Close follow-up', run: save, disabled: closedBy.trim().length < 3 }}
    >
      <TextField
        label="What proves it"
        value={closedBy}
        onChange={setClosedBy}
        placeholder="Test “search falls back”, or a link"
        reason="A test, a check or a document. A promise to do it is none."
        autoFocus
      />
    </Dialog>
  );
}
