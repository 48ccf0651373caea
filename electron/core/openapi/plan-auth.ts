import { isObject, listAt, objectAt, ownValue, textAt } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { plainText } from './plain-text.ts';
import { follow } from './references.ts';

export interface PlannedAuthScheme {
  /** The name the document gives it. */
  readonly key: string;
  /** `apiKey`, `http`, `oauth2`, `openIdConnect`, `mutualTLS`, or what else the document says. */
  readonly type: string;
  /** For an API key: `header`, `query` or `cookie`. */
  readonly in: string | null;
  /** For an API key: the name of that header, query parameter or cookie. */
  readonly name: string | null;
  /** For HTTP authentication: `basic`, `bearer`, … */
  readonly scheme: string | null;
  /** For OAuth 2: `clientCredentials`, `authorizationCode`, … */
  readonly flows: readonly string[];
  /** As the document writes it; may be relative to the server. */
  readonly tokenUrl: string | null;
  readonly authorizationUrl: string | null;
  readonly scopes: readonly string[];
  readonly description: string;
}

export function planAuthSchemes(root: JsonObject): PlannedAuthScheme[] {
  const schemes: PlannedAuthScheme[] = [];
  for (const [key, value] of Object.entries(objectAt(objectAt(root, 'components'), 'securitySchemes'))) {
    const scheme = follow(root, value);
    if (!scheme) continue;
    const flows = Object.entries(objectAt(scheme, 'flows')).filter(([, flow]) => isObject(flow));
    const firstOf = (name: string): string | null => flows.map(([, flow]) => textAt(flow, name)).find(Boolean) ?? null;
    schemes.push({
      key,
      type: textAt(scheme, 'type') ?? 'unknown',
      in: textAt(scheme, 'in'),
      name: textAt(scheme, 'name'),
      scheme: textAt(scheme, 'scheme')?.toLowerCase() ?? null,
      flows: flows.map(([name]) => name),
      tokenUrl: firstOf('tokenUrl'),
      authorizationUrl: firstOf('authorizationUrl'),
      scopes: [...new Set(flows.flatMap(([, flow]) => Object.keys(objectAt(flow, 'scopes'))))],
      description: plainText(textAt(scheme, 'description'), 200),
    });
  }
  return schemes;
}

/** The scheme keys an operation accepts, in order; empty when it needs none. */
export function authOf(root: JsonObject, operation: JsonObject): string[] {
  const holder = Array.isArray(ownValue(operation, 'security')) ? operation : root;
  return [...new Set(listAt(holder, 'security').flatMap((choice) => (isObject(choice) ? Object.keys(choice) : [])))];
}
