import type { RequestDraft } from '../../../../shared/contract/console.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import { client } from '../../../app/client.ts';
import { useConsoleStore } from '../console-store.ts';
import { refuse } from '../sending-store.ts';
import { focusMissing } from './focus-missing.ts';

/** Asks whether a call may leave for production; one that could not leave anyhow says what is missing instead. */
export async function askProduction(key: string, request: RequestDraft): Promise<void> {
  const stop = await whatStops(request).catch((error: unknown) => error);
  refuse(key, stop ?? undefined);
  if (stop === null) useConsoleStore.getState().ask(key);
  else focusMissing(stop);
}

/** A value of the path or of a name that is not there, or the secret that it would be sent with. */
async function whatStops(request: RequestDraft): Promise<Fault | null> {
  const { fault } = await client.console.check(request);
  if (fault !== null) return new Fault(fault.code, fault);
  const bound = (await client.credentials.list({})).find(
    ({ secretState, environments }) => secretState === 'missing' && environments.some(({ id }) => id === request.environmentId),
  );
  if (bound === undefined) return null;
  return new Fault('secret_missing', {
    happened: `The secret of “${bound.name}” is not on this computer.`,
    remedy: 'Enter it under Credentials. Nothing was sent.',
    details: { credentialId: bound.id },
  });
}
