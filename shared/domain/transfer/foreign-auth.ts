import type { ImportedAuth } from './imported.ts';

export interface ReadAuth {
  readonly auth: ImportedAuth | null;
  /** Why it could not be taken over, as a sentence; null when it could. */
  readonly problem: string | null;
}

export const noAuth: ReadAuth = { auth: null, problem: null };

const names: Readonly<Record<string, string>> = {
  digest: 'Digest',
  hawk: 'Hawk',
  awsv4: 'AWS Signature 4',
  iam: 'AWS Signature 4',
  ntlm: 'NTLM',
  oauth1: 'OAuth 1.0',
  edgegrid: 'Akamai EdgeGrid',
  jwt: 'JWT bearer',
  asap: 'ASAP',
  wsse: 'WSSE',
  netrc: 'netrc',
  singletoken: 'single token',
};

/** Reads a part of the authentication by the first of its names that has a value; every program has names of its own. */
export type AuthPart = (...names: readonly string[]) => string;

/** Authentication of another program, by its type and parts. What cannot be sent from here is named. */
export function foreignAuth(type: string, part: AuthPart): ReadAuth {
  const plain = { placement: null, username: null, oauth: null };
  switch (type.toLowerCase()) {
    case '':
    case 'none':
    case 'noauth':
    case 'inherit':
      return noAuth;
    case 'bearer':
      return taken({ ...plain, kind: 'bearer', secret: part('token') });
    case 'basic':
      return taken({ ...plain, kind: 'basic', username: part('username'), secret: part('password') });
    case 'apikey': {
      const place = /query/i.test(part('in', 'addTo', 'placement')) ? 'query' : 'header';
      return taken({ ...plain, kind: 'api_key', placement: { in: place, name: part('key') || 'X-API-Key' }, secret: part('value') });
    }
    case 'oauth2':
      return oauth2(part);
    default:
      return {
        auth: null,
        problem: `Its ${names[type.toLowerCase()] ?? `“${type.slice(0, 30)}”`} authentication is not one that can be sent from here.`,
      };
  }
}

const taken = (auth: ImportedAuth): ReadAuth => ({ auth, problem: null });

/** OAuth 2.0: client credentials are ours too; of other grants only a token that is there can be used. */
function oauth2(part: AuthPart): ReadAuth {
  const grant = part('grant_type', 'grantType', 'flow') || 'authorization_code';
  const tokenUrl = part('accessTokenUrl', 'access_token_url');
  const token = part('accessToken', 'access_token');
  if (/client.?credentials/i.test(grant) && tokenUrl !== '') {
    const scopes = part('scope')
      .split(/[\s,]+/)
      .filter((one) => one !== '');
    const isInBody =
      /body/i.test(part('client_authentication', 'credentials_placement', 'credentialsPlacement')) || part('credentialsInBody') === 'true';
    return taken({
      kind: 'oauth2_client_credentials',
      placement: null,
      username: part('clientId', 'client_id'),
      secret: part('clientSecret', 'client_secret'),
      oauth: { tokenUrl, scopes, isInBody },
    });
  }
  if (token !== '') return taken({ kind: 'bearer', placement: null, username: null, secret: token, oauth: null });
  return {
    auth: null,
    problem: `Its OAuth 2.0 grant “${grant.slice(0, 40)}” needs a person at a browser; only client credentials are fetched from here.`,
  };
}
