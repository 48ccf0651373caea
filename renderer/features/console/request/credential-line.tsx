import { IconKey, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Credential } from '../../../../shared/contract/credentials.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { assertNever } from '../../../app/assert-never.ts';
import { DoorLink } from '../../../ui/door-link.tsx';
import { api, client } from '../../../app/client.ts';
import { changesSomething } from '../../../../shared/domain/console/call-effect.ts';
import { sayFailed } from '../../../ui/say-failed.ts';
import type { Draft } from './draft.ts';
import { effectLine } from './effect-line.ts';
import { countdownWords, useUnlocked } from './use-guard.ts';

export interface CredentialLineProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment | null;
}

/** What authenticates the call, and what the call does where it goes. */
export function CredentialLine({ form, draft, environment }: CredentialLineProps): ReactElement {
  const unlocked = useUnlocked(environment);
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
      <Effect form={form} draft={draft} environment={environment} unlocked={unlocked} />
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

interface EffectProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment;
  /** Milliseconds that production is still unlocked; null when it is locked. */
  readonly unlocked: number | null;
}

/** What the call does where it goes, and whether it is asked for first. */
function Effect({ form, draft, environment, unlocked }: EffectProps): ReactElement {
  const call = {
    method: draft.method ?? form.method,
    path: draft.path ?? form.path,
    summary: form.summary,
    content: draft.content,
    parameters: draft.extras,
  };
  const isChange = changesSomething(call);
  const isGuarded = environment.kind === 'production' && isChange && unlocked === null;
  const Icon = isGuarded ? IconLock : IconLockOpen;
  if (environment.kind === 'production' && unlocked !== null) {
    return (
      <span className="con-strip-right" data-unlocked>
        <Icon size={16} stroke={1.6} aria-hidden="true" />
        {environment.name} is unlocked for <span className="num">{countdownWords(unlocked)}</span>
        <button
          type="button"
          className="con-link"
          onClick={() => void client.requests.lock({ environmentId: environment.id }).catch(sayFailed)}
        >
          Lock now
        </button>
      </span>
    );
  }
  const words = effectLine(call, environment, isGuarded);
  return (
    <span className="con-strip-right" title={words}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <span className="ellipsis">{words}</span>
    </span>
  );
}
