import type { RequestContent } from '../../contract/console.ts';

/** Where a credential goes in a call, and the name under which others fill its secret in. The secret itself is never here. */
export interface OutgoingCredential {
  readonly kind: 'api_key' | 'bearer' | 'basic' | 'oauth2_client_credentials';
  readonly name: string;
  readonly placement: { readonly in: 'header' | 'query'; readonly name: string } | null;
  readonly username: string | null;
  readonly oauth: { readonly tokenUrl: string | null; readonly scopes: readonly string[]; readonly isInBody: boolean } | null;
}

/** A request on its way to another program: whole, without any secret. Texts may hold `{{names}}` that no value was found for. */
export interface OutgoingRequest {
  readonly name: string;
  readonly folder: string;
  readonly notes: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly mediaType: string | null;
  readonly body: string | null;
  readonly content: RequestContent;
  readonly credential: OutgoingCredential | null;
  readonly followsRedirects: boolean;
}

/** "Adyen test key" is ADYEN_TEST_KEY, as a shell or a program would have it. */
export function secretName(credential: Pick<OutgoingCredential, 'name' | 'kind'>): string {
  const plain = credential.name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .toUpperCase();
  const name = plain === '' ? 'SECRET' : plain.slice(0, 60);
  return credential.kind === 'oauth2_client_credentials' ? `${name}_TOKEN` : name;
}

export interface PlacedSecret {
  readonly in: 'header' | 'query';
  readonly name: string;
  /** Before the secret: "Bearer ". */
  readonly before: string;
}

/** Where the secret goes; null for user name and password, which every program writes in its own way. */
export function placeOfSecret(credential: OutgoingCredential): PlacedSecret | null {
  switch (credential.kind) {
    case 'api_key':
      return { ...(credential.placement ?? { in: 'header', name: 'X-API-Key' }), before: '' };
    case 'bearer':
    case 'oauth2_client_credentials':
      return { in: 'header', name: 'Authorization', before: 'Bearer ' };
    case 'basic':
      return null;
  }
}

/** What is sent as text: the body, or GraphQL as its JSON; null for what is no text. */
export function sentText(request: Pick<OutgoingRequest, 'body' | 'content'>): string | null {
  const { content } = request;
  if (content.kind === 'text') return request.body;
  if (content.kind !== 'graphql') return null;
  const variables = content.variables.trim() === '' ? '' : `,"variables":${content.variables}`;
  const operation = content.operationName === null ? '' : `,"operationName":${JSON.stringify(content.operationName)}`;
  return `{"query":${JSON.stringify(content.query)}${variables}${operation}}`;
}

/** The media type that goes along; null when the form or the boundary says it. */
export function sentType(request: Pick<OutgoingRequest, 'body' | 'content' | 'mediaType'>): string | null {
  switch (request.content.kind) {
    case 'text':
      return request.body === null ? null : (request.mediaType ?? 'application/json');
    case 'graphql':
      return 'application/json';
    case 'form':
      return 'application/x-www-form-urlencoded';
    case 'file':
      return request.content.mediaType ?? 'application/octet-stream';
    case 'multipart':
      return null;
  }
}

/** Adds a parameter to an address as it is written. */
export const withParameter = (url: string, name: string, value: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${value}`;
