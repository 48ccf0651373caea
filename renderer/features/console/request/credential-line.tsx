import { IconKey, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Credential } from '../../../../shared/contract/credentials.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { assertNever } from '../../../app/assert-never.ts';
import { api } from '../../../app/client.ts';
import { DoorLink } from '../../../ui/door-link.tsx';
import { isGuarded } from './draft.ts';

export interface CredentialLineProps {
  readonly form: RequestForm;
  readonly environment: Environment | null;
}

const effects = { read: 'It only reads', write: 'It writes', delete: 'It deletes' } as const satisfies Record<
  RequestForm['sideEffect'],
  string
>;

/** What authenticates the call, and what the call does where it goes. */
export function CredentialLine({ form, environment }: CredentialLineProps): ReactElement {
  const credentials = useQuery(api.credentials.list.queryOptions({ input: {} }));
  if (!environment) {
    return (
      <div className="con-strip">
        <span>
          This API has no environment, so there is nowhere to send to.{' '}
          <DoorLink door={{ place: 'inventory', kind: 'api', id: form.apiId }}>Add one in the inventory</DoorLink>
        </span>
      </div>
    );
  }
  const secretState = credentials.data?.find(({ id }) => id === environment.credentialId)?.secretState ?? null;
  return (
    <div className="con-strip">
      <IconKey size={16} stroke={1.6} aria-hidden="true" />
      <span>
        {environment.credentialId === null ? (
          <>
            No credential bound: <DoorLink door={{ place: 'credentials' }}>bind one</DoorLink>
          </>
        ) : (
          <>
            Key{' '}
            <DoorLink door={{ place: 'credentials', kind: 'credential', id: environment.credentialId }}>
              “{environment.credentialName}”
            </DoorLink>{' '}
            {secretWords(secretState)}
          </>
        )}
      </span>
      <span className="con-strip-right">
        {isGuarded(form, environment) ? (
          <IconLock size={16} stroke={1.6} aria-hidden="true" />
        ) : (
          <IconLockOpen size={16} stroke={1.6} aria-hidden="true" />
        )}
        {effectWords(form, environment)}
      </span>
    </div>
  );
}

/** Where the secret will come from; nothing is said until it is known. */
function secretWords(state: Credential['secretState'] | null): string {
  switch (state) {
    case 'keychain':
      return 'from the keychain';
    case 'memory':
      return 'from memory, until the app closes';
    case 'missing':
      return 'is not on this computer: enter its secret to send';
    case null:
      return '';
    default:
      return assertNever(state);
  }
}

function effectWords(form: RequestForm, environment: Environment): string {
  const effect = effects[form.sideEffect];
  if (isGuarded(form, environment)) return `${effect} in production: Send asks you to type “${environment.name}” first.`;
  const words = {
    sandbox: `${effect} in a sandbox: no customer is reached.`,
    production: `${effect} in production.`,
    other: `${effect}.`,
  } as const satisfies Record<Environment['kind'], string>;
  return words[environment.kind];
}
