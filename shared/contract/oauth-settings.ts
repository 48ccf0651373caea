import { z } from 'zod';

/** How the client proves itself at the token endpoint (RFC 6749 section 2.3.1). */
export const clientAuthMethods = ['client_secret_basic', 'client_secret_post'] as const;

/** A whole web address without a user name. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'Write it whole, with https://.' })
  .max(2000)
  .refine((text) => !/^https?:\/\/[^/]*@/.test(text), 'Leave the user name and password out of the address.');

/** Where an access token comes from: the address itself, or an issuer that says it (OpenID Connect Discovery). The client id is the user name. */
export const oauthSettings = z
  .object({
    tokenUrl: webAddress.nullable().default(null),
    issuer: webAddress.nullable().default(null),
    scopes: z
      .array(z.string().regex(/^[\u0021\u0023-\u005b\u005d-\u007e]+$/, 'A scope has no spaces or quotes.'))
      .max(50)
      .default([]),
    audience: z.string().max(500).nullable().default(null),
    authMethod: z.enum(clientAuthMethods).default('client_secret_basic'),
  })
  .refine(({ tokenUrl, issuer }) => (tokenUrl === null) !== (issuer === null), 'Give the token address or the issuer, one of them.');
export type OauthSettings = z.infer<typeof oauthSettings>;
