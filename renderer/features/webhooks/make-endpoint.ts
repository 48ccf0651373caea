import { client } from '../../app/client.ts';
import type { NewSecret } from '../../ui/new-secret-field.tsx';
import { schemes, type SchemeId } from '../../../shared/domain/webhooks/scheme.ts';

/** "/hooks/stripe-payments" for "Stripe payments". */
export const pathFor = (name: string): string =>
  `/hooks/${name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`;

/** Puts a signing secret into the keychain as a credential of its own; returns the credential's id. */
export async function keepSigningSecret(endpointName: string, secret: NewSecret): Promise<string> {
  const taken = new Set((await client.credentials.list({})).map(({ name }) => name.toLowerCase()));
  const wanted = `${endpointName.trim().slice(0, 60)} signing secret`;
  const name = free(wanted, (one) => taken.has(one.toLowerCase()));
  return (await client.credentials.add({ name, kind: 'signing_secret', ...secret })).id;
}

/** An endpoint with what its scheme says, named after it: for a delivery that was pasted first. */
export async function makeEndpoint(scheme: SchemeId, secret: NewSecret): Promise<string> {
  const existing = await client.webhooks.endpoints({});
  const name = free(schemes[scheme].words, (one) => existing.some((endpoint) => endpoint.name === one || endpoint.path === pathFor(one)));
  const secrets = secret.secret === '' ? [] : [{ credentialId: await keepSigningSecret(name, secret), role: 'active' as const }];
  return (await client.webhooks.addEndpoint({ name, path: pathFor(name), scheme, secrets })).id;
}

function free(wanted: string, isTaken: (name: string) => boolean): string {
  for (let at = 1; ; at += 1) {
    const name = at === 1 ? wanted : `${wanted} ${at}`;
    if (!isTaken(name)) return name;
  }
}
