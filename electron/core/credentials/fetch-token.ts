import type * as oauthLibrary from 'oauth4webapi';
import type { AuthorizationServer } from 'oauth4webapi';
import { Fault, isFault } from '../../../shared/contract/errors.ts';
import type { Secrets } from './secrets.ts';
import type { OauthClient } from './tokens.ts';

/** A request to an authorization server. It may hold a secret: what is kept of it is redacted, and no body is. */
export interface TokenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

export interface TokenAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly bytes: Uint8Array;
}

/** Sends through our own engine and keeps an exchange without bodies. Throws a `network_failed` fault when no answer came. */
export type TokenSender = (request: TokenRequest, about: { readonly client: OauthClient; readonly actor: string }) => Promise<TokenAnswer>;

export interface FetchedToken {
  readonly token: string;
  readonly expiresInSeconds: number | null;
  readonly scope: string | null;
}

type Oauth = typeof oauthLibrary;

/**
 * Asks for an access token (RFC 6749 section 4.4). The client's secret goes to one host: that of the token address, or the
 * issuer's own. Faults say what the authorization server found wrong, without the secret.
 */
export async function fetchToken(
  client: OauthClient,
  secret: string,
  actor: string,
  { send, secrets }: { readonly send: TokenSender; readonly secrets: Secrets },
): Promise<FetchedToken> {
  const oauth = await import('oauth4webapi');
  const start = addressOf(client);
  const options = {
    [oauth.customFetch]: (url: string, request: RequestLike) => sendFor(send, { client, actor }, url, request),
    ...(isLoopback(start) ? { [oauth.allowInsecureRequests]: true } : {}),
  };
  const { oauth: settings } = client;
  const redacted = (text: string): string => secrets.redactor().text(text).replaceAll(secret, '[redacted]');
  try {
    const server = settings.tokenUrl === null ? await discover(oauth, start, options) : serverOf(start);
    const authentication = settings.authMethod === 'client_secret_post' ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
    const parameters: Record<string, string> = {};
    if (settings.scopes.length > 0) parameters['scope'] = settings.scopes.join(' ');
    if (settings.audience !== null && settings.audience !== '') parameters['audience'] = settings.audience;
    const about = { client_id: client.clientId };
    const response = await oauth.clientCredentialsGrantRequest(server, about, authentication, parameters, options);
    const answer = await oauth.processClientCredentialsResponse(server, about, response);
    if (answer.token_type.toLowerCase() !== 'bearer') {
      throw refused(client, `it gives tokens of type “${answer.token_type}”`, 'Only Bearer tokens can be sent.');
    }
    return { token: answer.access_token, expiresInSeconds: answer.expires_in ?? null, scope: answer.scope ?? null };
  } catch (error) {
    if (isFault(error)) throw error;
    throw asRefusal(oauth, client, error, redacted);
  }
}

interface RequestLike {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function sendFor(
  send: TokenSender,
  about: { readonly client: OauthClient; readonly actor: string },
  url: string,
  request: RequestLike,
): Promise<Response> {
  const body = request.body === undefined || request.body === null ? null : bodyText(request.body);
  const answer = await send({ method: request.method, url, headers: Object.entries(request.headers), body }, about);
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  const isBodiless = answer.status === 204 || answer.status === 304;
  return new Response(isBodiless ? null : Buffer.from(answer.bytes), { status: answer.status, headers });
}

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new Error('a body of another kind');
}

/** The address that the first request goes to. */
function addressOf(client: OauthClient): URL {
  const text = client.oauth.tokenUrl ?? client.oauth.issuer ?? '';
  if (!URL.canParse(text)) {
    throw new Fault('bad_input', {
      happened: `“${client.name}” has no address where its token comes from.`,
      remedy: 'Give it the vendor’s token address or issuer. Nothing was sent.',
    });
  }
  const url = new URL(text);
  if (url.protocol === 'https:' || isLoopback(url)) return url;
  throw new Fault('host_not_allowed', {
    happened: `The secret of “${client.name}” would go to ${url.host} unencrypted.`,
    remedy: 'Use an https address. Nothing was sent.',
  });
}

const isLoopback = (url: URL): boolean => url.protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);

const serverOf = (tokenUrl: URL): AuthorizationServer => ({ issuer: tokenUrl.origin, token_endpoint: tokenUrl.href });

async function discover(
  oauth: Oauth,
  issuer: URL,
  options: NonNullable<Parameters<Oauth['discoveryRequest']>[1]>,
): Promise<AuthorizationServer> {
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oidc' }));
  const endpoint = server.token_endpoint;
  if (endpoint === undefined || !URL.canParse(endpoint)) {
    throw new Fault('bad_input', {
      happened: `${issuer.href} does not say where its tokens come from.`,
      remedy: 'Give the token address itself. No secret was sent.',
    });
  }
  if (new URL(endpoint).origin === issuer.origin) return server;
  throw new Fault('host_not_allowed', {
    happened: `${issuer.href} names a token address on another host: ${new URL(endpoint).host}.`,
    remedy: 'If that is the vendor’s, give the token address itself in place of the issuer. No secret was sent.',
  });
}

function asRefusal(oauth: Oauth, client: OauthClient, error: unknown, redacted: (text: string) => string): unknown {
  if (error instanceof oauth.ResponseBodyError) {
    const why = error.error_description ? `${error.error}, ${error.error_description}` : error.error;
    return refused(
      client,
      `${error.status} ${redacted(why)}`,
      remedies[error.error] ?? 'Compare the client id, scopes and address with the vendor’s.',
    );
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    return refused(client, `${error.status}, it does not accept the client id and its secret`, remedies['invalid_client'] ?? '');
  }
  if (error instanceof oauth.OperationProcessingError) {
    return refused(
      client,
      redacted(error.message),
      'Check the address: what answered is no token endpoint, or not the one of this issuer.',
    );
  }
  return error;
}

const remedies: Readonly<Record<string, string>> = {
  invalid_client: 'Check the client id, the secret and how the client authenticates (basic or post).',
  invalid_scope: 'Check the scopes with the vendor.',
  unauthorized_client: 'Ask the vendor to allow client credentials for this client.',
  unsupported_grant_type: 'The vendor has no client credentials at this address.',
};

const refused = (client: OauthClient, why: string, remedy: string): Fault =>
  new Fault('not_allowed', {
    happened: `No token for “${client.name}”: ${why}.`,
    remedy: `${remedy} The call itself was not sent.`,
    details: { credentialId: client.id },
  });
