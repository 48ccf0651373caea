import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { api } from '../../app/client.ts';
import { NewSecretField, type NewSecret } from '../../ui/new-secret-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Button } from '../../ui/button.tsx';

export type ChosenSecret = Pick<WebhookEndpoint['secrets'][number], 'credentialId' | 'role'>;

export interface SecretChoiceProps {
  readonly chosen: readonly ChosenSecret[];
  readonly onChange: (chosen: readonly ChosenSecret[]) => void;
  /** A new secret, as it is typed; it becomes a credential of its own. */
  readonly entered: NewSecret;
  readonly onEnter: (secret: NewSecret) => void;
  readonly hint: string;
  readonly error: string | null;
}

const roles = [
  { value: 'active' as const, label: 'Counts' },
  { value: 'former' as const, label: 'Former' },
];

/** Which credentials hold the signing secrets: several while one takes the place of another, and former ones that explain why a delivery fails. */
export function SecretChoice({ chosen, onChange, entered, onEnter, hint, error }: SecretChoiceProps): ReactElement {
  const credentials = useQuery(api.credentials.list.queryOptions({ input: {} }));
  const all = credentials.data ?? [];
  // Some vendors sign with a key that authenticates too; what is made for signing comes first.
  const free = all
    .filter(({ id }) => !chosen.some(({ credentialId }) => credentialId === id))
    .toSorted((left, right) => Number(right.kind === 'signing_secret') - Number(left.kind === 'signing_secret'));
  return (
    <div className="who-secrets">
      {chosen.map(({ credentialId, role }) => {
        const name = all.find(({ id }) => id === credentialId)?.name ?? 'a credential';
        return (
          <div key={credentialId} className="who-secret">
            <span className="ellipsis">{name}</span>
            <Segments
              label={`Whether ${name} counts`}
              value={role}
              onChange={(next) => onChange(chosen.map((one) => (one.credentialId === credentialId ? { ...one, role: next } : one)))}
              items={roles}
            />
            <Button
              small
              kind="quiet"
              aria-label={`Take ${name} off`}
              onClick={() => onChange(chosen.filter((one) => one.credentialId !== credentialId))}
            >
              Take off
            </Button>
          </div>
        );
      })}
      <NewSecretField
        label={chosen.length === 0 ? 'Signing secret' : 'Another signing secret'}
        value={entered}
        onChange={onEnter}
        error={error}
        reason={`${hint} It goes to the keychain.`}
      />
      {free.length > 0 && (
        <SelectField
          label="Or a credential that has it"
          value={null}
          onChange={(credentialId) => credentialId && onChange([...chosen, { credentialId, role: 'active' }])}
          items={free.map(({ id, name }) => ({ value: id, label: name }))}
          placeholder="Choose a credential"
          searchable
        />
      )}
    </div>
  );
}
