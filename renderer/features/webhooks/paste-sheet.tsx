import { useState, type ReactElement } from 'react';
import type { WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { guessEndpoint } from '../../../shared/domain/webhooks/guess-endpoint.ts';
import { guessScheme } from '../../../shared/domain/webhooks/guess-scheme.ts';
import { schemes, type SchemeId } from '../../../shared/domain/webhooks/scheme.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { NewSecretField, noSecret, secretProblem } from '../../ui/new-secret-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { makeEndpoint } from './make-endpoint.ts';
import { schemeItems } from './webhook-words.ts';

/** In place of an endpoint's id: one is made for this delivery. */
const fresh = 'new';

export interface PasteSheetProps {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly endpointId: string | null;
  readonly onClose: () => void;
}

const example = 'X-GitHub-Event: push\nX-Hub-Signature-256: sha256=…\n\n{"ref":"refs/heads/main"}';

/** Takes a delivery as it was copied, and opens what is found out about it. */
export function PasteSheet({ endpoints, endpointId, onClose }: PasteSheetProps): ReactElement {
  const [chosen, setChosen] = useState<string | null>(endpointId ?? (endpoints.length > 1 ? null : (endpoints[0]?.id ?? fresh)));
  const [isChosen, setIsChosen] = useState(chosen !== null);
  const [text, setText] = useState('');
  const [scheme, setScheme] = useState<SchemeId | null>(null);
  const [secret, setSecret] = useState(noSecret);
  const [came, setCame] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isTouched, setIsTouched] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const receivedAt = came.trim() === '' ? null : Date.parse(came.trim());
  const cameError = receivedAt !== null && Number.isNaN(receivedAt) ? 'Write it like 2026-11-21 08:30 or 2026-11-21T08:30:00Z.' : null;
  const isFresh = chosen === fresh;
  const secretFault = secret.secret === '' ? null : secretProblem(secret);
  const put = (next: string): void => {
    setText(next);
    if (!isChosen) setChosen(guessEndpoint(next, endpoints));
    if (scheme === null || scheme === guessScheme(text)) setScheme(guessScheme(next));
  };
  const take = async (): Promise<void> => {
    setIsTouched(true);
    if (chosen === null || text.trim() === '' || cameError !== null || (isFresh && (scheme === null || secretFault !== null))) return;
    setIsBusy(true);
    setFault(null);
    try {
      const id = isFresh && scheme !== null ? await makeEndpoint(scheme, secret) : chosen;
      // What was made stays, whatever comes of the delivery: the next try goes there.
      if (isFresh) {
        setChosen(id);
        setSecret(noSecret);
      }
      const { delivery } = await client.webhooks.take({ endpointId: id, text, receivedAt });
      onClose();
      go({ place: 'console', kind: 'delivery', id: delivery.id });
    } catch (error) {
      setFault(error);
      setIsBusy(false);
    }
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      title="Paste a delivery"
      width={560}
      primary={{ words: 'Verify it', run: () => void take(), loading: isBusy }}
    >
      <div className="who-form who-paste">
        {fieldError(fault, 'text') === null && <FaultInForm fault={fault} />}
        <SelectField
          label="Endpoint"
          value={chosen}
          onChange={(next) => {
            setIsChosen(true);
            setChosen(next);
          }}
          placeholder="Told by the delivery, once it is there"
          items={[...endpoints.map(({ id, name }) => ({ value: id, label: name })), { value: fresh, label: 'A new endpoint' }]}
          error={isTouched && chosen === null ? 'Choose the endpoint that it was sent to.' : null}
        />
        <TextArea
          label="Delivery"
          value={text}
          onChange={put}
          rows={14}
          placeholder={example}
          reason="Headers, an empty line, the body; or an HTTP message, a curl command, a HAR entry."
          error={fieldError(fault, 'text') ?? (isTouched && text.trim() === '' ? 'Paste the delivery with its headers.' : null)}
          autoFocus
        />
        {isFresh && (
          <>
            <SelectField
              label="Signed as"
              value={scheme}
              onChange={setScheme}
              items={schemeItems.filter(({ value }) => value !== 'generic')}
              placeholder="Told by the headers, once they are there"
              error={
                isTouched && scheme === null
                  ? 'The headers do not tell who signed it. Choose it, or add an endpoint with an HMAC of your own.'
                  : null
              }
            />
            <NewSecretField
              label="Signing secret"
              value={secret}
              onChange={setSecret}
              error={isTouched ? secretFault : null}
              reason={`${scheme === null ? '' : `${schemes[scheme].secretHint} `}It goes to the keychain. Without it nothing can be verified.`}
            />
          </>
        )}
        <TextField
          label="When it came"
          value={came}
          onChange={setCame}
          placeholder="2026-11-21 08:30"
          error={isTouched ? cameError : null}
          reason="The time is checked against this, not against now. Empty: as the delivery says, or not at all."
        />
      </div>
    </Sheet>
  );
}
