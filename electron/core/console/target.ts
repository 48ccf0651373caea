import { Fault } from '../../../shared/contract/errors.ts';
import { placeSecret, type CredentialShape, type Placement } from '../credentials/placement.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Reader } from '../db/sqlite.ts';
import type { TargetEnvironment } from './prepare-request.ts';

/** Where a draft goes: the environment with its API, and the credential bound to it. */
export interface Target {
  readonly apiId: string;
  readonly environment: TargetEnvironment;
  readonly credential: BoundCredential | null;
}

export interface BoundCredential extends CredentialShape {
  readonly id: string;
  readonly name: string;
  readonly allowed_hosts: string;
}

export function findTarget(db: Reader, environmentId: string): Target {
  const row = db.get<{
    api_id: string;
    name: string;
    kind: TargetEnvironment['kind'];
    base_url: string;
    credential_id: string | null;
    api_name: string;
    vendor_name: string;
    variables: string;
  }>(
    `SELECT e.api_id, e.name, e.kind, e.base_url, e.credential_id, e.variables, a.name AS api_name, v.name AS vendor_name
     FROM environments e JOIN apis a ON a.id = e.api_id JOIN vendors v ON v.id = a.vendor_id WHERE e.id = ?`,
    environmentId,
  );
  if (!row) throw new Fault('not_found', { happened: 'The environment is gone.', remedy: 'Choose another environment.' });
  const credential = row.credential_id
    ? (db.get<BoundCredential>(
        'SELECT id, name, kind, placement_in, placement_name, username, allowed_hosts FROM credentials WHERE id = ?',
        row.credential_id,
      ) ?? null)
    : null;
  return {
    apiId: row.api_id,
    environment: {
      name: row.name,
      kind: row.kind,
      baseUrl: filledIn(row),
      apiName: row.api_name,
      vendorName: row.vendor_name,
    },
    credential,
  };
}

/**
 * The credential's secret in its place, for one host. Faults: the secret is not on this computer; the host is not one
 * that the credential may be sent to.
 */
export function placementFor(db: Reader, target: Target, host: string, secrets: Secrets): Placement | null {
  const { credential } = target;
  if (!credential) return null;
  const allowed = allowedHosts(db, credential);
  if (!allowed.includes(host.toLowerCase())) {
    throw new Fault('host_not_allowed', {
      happened: `“${credential.name}” may not be sent to ${host}.`,
      remedy: `It is allowed for ${allowed.join(', ') || 'no host'}. Add the host to the credential, or choose another environment. Nothing was sent.`,
    });
  }
  const secret = secrets.get(credential.id);
  if (secret === null) {
    throw new Fault('secret_missing', {
      happened: `The secret of “${credential.name}” is not on this computer.`,
      remedy: 'Enter it under Credentials. Nothing was sent.',
      details: { credentialId: credential.id },
    });
  }
  return placeSecret(credential, secret);
}

/** The hosts it was given, else those of the environments it is bound to. Lower case, with a port that is not the scheme's own. */
export function allowedHosts(db: Reader, credential: { readonly id: string; readonly allowed_hosts: string }): string[] {
  const given = (JSON.parse(credential.allowed_hosts) as string[]).map((host) => host.toLowerCase());
  if (given.length > 0) return given;
  return db
    .all<{ base_url: string; variables: string }>('SELECT base_url, variables FROM environments WHERE credential_id = ?', credential.id)
    .map(filledIn)
    .flatMap((address) => (URL.canParse(address) ? [new URL(address).host] : []));
}

/** The base URL with its `{variables}` filled in; a name without a value stays as it is. */
function filledIn({ base_url, variables }: { readonly base_url: string; readonly variables: string }): string {
  const values = new Map(Object.entries(JSON.parse(variables) as Record<string, string>));
  return base_url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}
