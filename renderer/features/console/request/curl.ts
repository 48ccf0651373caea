import type { Credential } from '../../../../shared/contract/credentials.ts';

export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
}

/** The request as a curl command for a POSIX shell, one option a line. It holds what it is given: give it no secret. */
export function curlOf(request: CurlRequest): string {
  const lines = [`curl ${request.method === 'GET' ? '' : `-X ${request.method} `}${quoted(request.url)}`];
  for (const [name, value] of request.headers) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (request.body !== null && request.body !== '') lines.push(`--data-raw ${quoted(request.body)}`);
  return lines.join(' \\\n  ');
}

/** Single quotes keep everything literal; a single quote itself is closed, escaped and opened again. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

type Shape = Pick<Credential, 'name' | 'kind' | 'placement' | 'username'>;

/** Where a credential would go, with a placeholder in place of its secret. */
export function credentialPlaceholder(credential: Shape): { in: 'header' | 'query'; name: string; value: string } {
  const secret = `<secret of ${credential.name}>`;
  if (credential.kind === 'api_key') return { ...(credential.placement ?? { in: 'header', name: 'X-API-Key' }), value: secret };
  if (credential.kind === 'oauth2_client_credentials')
    return { in: 'header', name: 'Authorization', value: `Bearer <token of ${credential.name}>` };
  const value = credential.kind === 'bearer' ? `Bearer ${secret}` : `Basic <base64 of ${credential.username ?? ''}:${secret}>`;
  return { in: 'header', name: 'Authorization', value };
}
