import type { Credential } from '../../../shared/contract/credentials.ts';
import { Fault } from '../../../shared/contract/errors.ts';

/** Where a secret goes in a request, with the secret filled in. Never stored. */
export interface Placement {
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly value: string;
}

export interface CredentialShape {
  readonly kind: Credential['kind'];
  readonly placement_in: 'header' | 'query' | null;
  readonly placement_name: string | null;
  readonly username: string | null;
}

/**
 * API key where the vendor wants it, Bearer and OAuth 2.0 tokens as in RFC 6750 section 2.1, Basic as in RFC 7617.
 * A signing secret has no place in a request: whoever wants to send one is told so.
 */
export function placeSecret(credential: CredentialShape, secret: string): Placement {
  switch (credential.kind) {
    case 'api_key':
      return { in: credential.placement_in ?? 'header', name: credential.placement_name ?? 'X-API-Key', value: secret };
    case 'bearer':
    case 'oauth2_client_credentials':
      return { in: 'header', name: 'Authorization', value: `Bearer ${secret}` };
    case 'basic':
      return {
        in: 'header',
        name: 'Authorization',
        value: `Basic ${Buffer.from(`${credential.username ?? ''}:${secret}`).toString('base64')}`,
      };
    case 'signing_secret':
      throw new Fault('bad_input', {
        happened: 'The credential of this environment is a signing secret: it verifies webhooks and is never sent.',
        remedy: 'Choose another credential for the environment. Nothing was sent.',
      });
  }
}
