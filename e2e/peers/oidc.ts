// An authorization server for OAuth 2.0 client credentials: the real `oidc-provider`, on loopback.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface OidcPeer {
  readonly issuer: string;
  readonly tokenUrl: string;
  /** Requests at the token endpoint so far, as they came. */
  readonly tokenRequests: { readonly authorization: string | undefined; readonly at: number }[];
  /** Whether a token is one that was given out and still holds. */
  isValid(token: string): Promise<boolean>;
  /** Ends a token before its time, as a vendor may. */
  revoke(token: string): Promise<void>;
  close(): Promise<void>;
}

export interface OidcOptions {
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** How the client proves itself; it accepts no other way. */
  readonly authMethod?: 'client_secret_basic' | 'client_secret_post';
  /** How long a token holds; 3,600 s unless told. */
  readonly tokenSeconds?: number;
}

export const oidcClient = { clientId: 'acme-operations', clientSecret: 'oidc-canary-Zz91/secret+key' } as const;

/** Starts the server with one client. */
export async function startOidc(options: OidcOptions = {}): Promise<OidcPeer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const quiet = { warn: console.warn, info: console.info };
  // It warns of being used on loopback, in a test.
  console.warn = () => undefined;
  console.info = () => undefined;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: options.clientId ?? oidcClient.clientId,
        client_secret: options.clientSecret ?? oidcClient.clientSecret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: options.authMethod ?? 'client_secret_basic',
        scope: 'payments:read payments:write',
      },
    ],
    scopes: ['payments:read', 'payments:write'],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false }, revocation: { enabled: true } },
    ttl: { ClientCredentials: options.tokenSeconds ?? 3600 },
  });
  Object.assign(console, quiet);
  const tokenRequests: { authorization: string | undefined; at: number }[] = [];
  const handle = provider.callback();
  server.on('request', (request: IncomingMessage, response) => {
    if (request.url === '/token') tokenRequests.push({ authorization: request.headers.authorization, at: Date.now() });
    void handle(request, response);
  });
  return {
    issuer,
    tokenUrl: `${issuer}/token`,
    tokenRequests,
    isValid: async (token) => (await provider.ClientCredentials.find(token)) !== undefined,
    revoke: async (token) => {
      await (await provider.ClientCredentials.find(token))?.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
