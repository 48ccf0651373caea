import { oauthSettings } from '../../../shared/contract/oauth-settings.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { placeSecret, type CredentialShape, type Placement } from '../credentials/placement.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { OauthClient, Tokens } from '../credentials/tokens.ts';
import type { Reader } from '../db/sqlite.ts';
import type { TargetEnvironment } from './prepare-request.ts';

/** Where a draft goes: the environment with its API, and the credential bound to it. */
export interface Target {
  readonly apiId: string;
  readonly environment: TargetEnvironment;
  readonly credential: BoundCredential | null;
  /** The environment's own values, for `{{names}}`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Values that reach wider: those of its API, and of the whole workspace. */
  readonly wider: { readonly api: Readonly<Record<string, string>>; readonly workspace: Readonly<Record<string, string>> };
}

export interface BoundCredential extends CredentialShape {
  readonly id: string;
  readonly name: string;
  readonly allowed_hosts: string;
  readonly oauth: string | null;
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
    // The row first: beside a join a parameter makes SQLite plan the statement anew each time.
    `WITH e AS MATERIALIZED (SELECT * FROM environments WHERE id = ?)
     SELECT e.api_id, e.name, e.kind, e.base_url, e.credential_id, e.variables, a.name AS api_name, v.name AS vendor_name
     FROM e JOIN apis a ON a.id = e.api_id JOIN vendors v ON v.id = a.vendor_id`,
    environmentId,
  );
  if (!row) throw new Fault('not_found', { happened: 'The environment is gone.', remedy: 'Choose another environment.' });
  const credential = row.credential_id
    ? (db.get<BoundCredential>(
        'SELECT id, name, kind, placement_in, placement_name, username, allowed_hosts, oauth FROM credentials WHERE id = ?',
        row.credential_id,
      ) ?? null)
    : null;
  return {
    apiId: row.api_id,
    environment: {
      id: environmentId,
      name: row.name,
      kind: row.kind,
      baseUrl: filledIn(row),
      apiName: row.api_name,
      vendorName: row.vendor_name,
    },
    credential,
    variables: JSON.parse(row.variables) as Record<string, string>,
    wider: { api: sharedValuesOf(db, row.api_id), workspace: sharedValuesOf(db, 'workspace') },
  };
}

/** The values of an API, or of `workspace`. */
export function sharedValuesOf(db: Reader, id: string): Record<string, string> {
  const row = db.get<{ variables: string }>('SELECT variables FROM shared_values WHERE id = ?', id);
  return row ? (JSON.parse(row.variables) as Record<string, string>) : {};
}

/** The credential in its place in a request, and whether what it carries may have been ended by the vendor meanwhile. */
export interface Authentication {
  readonly placement: Placement;
  /** A token held from before: it is worth one more try with a new one. */
  readonly isHeldToken: boolean;
}

export interface AuthenticationTools {
  readonly db: Reader;
  readonly secrets: Secrets;
  readonly tokens: Tokens;
}

export interface AuthenticationChoice {
  readonly actor: string;
  /** Uses the secret that waits in a rotation in place of the one in use. */
  readonly isPending?: boolean;
  /** Asks for a new token although one is held. */
  readonly isRenewed?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What authenticates a call to one host; null without a credential. Faults: the secret is not on this computer; the host is
 * not one that the credential may be sent to; no token is to be had.
 */
export async function authenticationFor(
  { db, secrets, tokens }: AuthenticationTools,
  target: Target,
  host: string,
  choice: AuthenticationChoice,
): Promise<Authentication | null> {
  const { credential } = target;
  if (!credential) return null;
  const allowed = allowedHosts(db, credential);
  if (!allowed.includes(host.toLowerCase())) {
    throw new Fault('host_not_allowed', {
      happened: `“${credential.name}” may not be sent to ${host}.`,
      remedy: `It is allowed for ${allowed.join(', ') || 'no host'}. Add the host to the credential, or choose another environment. Nothing was sent.`,
    });
  }
  const secret = choice.isPending ? secrets.getPending(credential.id) : secrets.get(credential.id);
  if (secret === null) {
    throw new Fault('secret_missing', {
      happened: `The ${choice.isPending ? 'new ' : ''}secret of “${credential.name}” is not on this computer.`,
      remedy: 'Enter it under Credentials. Nothing was sent.',
      details: { credentialId: credential.id },
    });
  }
  const client = oauthClientOf(credential);
  if (client === null) return { placement: placeSecret(credential, secret), isHeldToken: false };
  if (choice.isPending) {
    return { placement: placeSecret(credential, await tokens.once(client, secret, choice.actor)), isHeldToken: false };
  }
  const token = await tokens[choice.isRenewed ? 'renew' : 'get'](client, secret, choice.actor, choice.signal);
  return { placement: placeSecret(credential, token.value), isHeldToken: token.isFromBefore };
}

/** What an OAuth 2.0 credential is asked for its token with; null for every other kind. */
export function oauthClientOf(credential: Pick<BoundCredential, 'id' | 'name' | 'kind' | 'username' | 'oauth'>): OauthClient | null {
  if (credential.kind !== 'oauth2_client_credentials') return null;
  const oauth = oauthSettings.parse(JSON.parse(credential.oauth ?? '{}'));
  return { id: credential.id, name: credential.name, clientId: credential.username ?? '', oauth };
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
