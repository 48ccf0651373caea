import { isObject, listAt, objectAt, ownValue, textAt } from '../openapi/json-value.ts';
import type { JsonObject } from '../openapi/json-value.ts';
import { follow } from '../openapi/references.ts';

export interface Credentials {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

/** What is missing, in words, and what `WWW-Authenticate` says; null when the call carries what the contract asks for. Nothing is verified. */
export function missingCredentials(
  root: JsonObject,
  operation: JsonObject,
  given: Credentials,
): { words: string; challenge: string } | null {
  const holder = Array.isArray(ownValue(operation, 'security')) ? operation : root;
  const choices = listAt(holder, 'security').filter(isObject);
  if (choices.length === 0) return null;
  const schemes = objectAt(objectAt(root, 'components'), 'securitySchemes');
  const wanted: { words: string; challenge: string }[] = [];
  for (const choice of choices) {
    const missing = Object.keys(choice).flatMap((name) => {
      const found = follow(root, ownValue(schemes, name));
      const lack = found === null ? null : lacks(found, given);
      return lack === null ? [] : [lack];
    });
    if (missing.length === 0) return null;
    wanted.push({ words: missing.map(({ words }) => words).join(' and '), challenge: missing[0]?.challenge ?? 'Bearer' });
  }
  return { words: [...new Set(wanted.map(({ words }) => words))].join(', or '), challenge: wanted[0]?.challenge ?? 'Bearer' };
}

function lacks(scheme: JsonObject, { headers, query }: Credentials): { words: string; challenge: string } | null {
  const header = (name: string): string => String(headers[name.toLowerCase()] ?? '');
  const authorization = header('authorization');
  switch (textAt(scheme, 'type')) {
    case 'apiKey': {
      const name = textAt(scheme, 'name') ?? '';
      const place = textAt(scheme, 'in');
      const has =
        place === 'query'
          ? String(query[name] ?? '') !== ''
          : place === 'cookie'
            ? header('cookie')
                .split(';')
                .some((part) => part.trim().startsWith(`${name}=`))
            : header(name) !== '';
      return has
        ? null
        : { words: `the ${place === 'query' ? 'query parameter' : place === 'cookie' ? 'cookie' : 'header'} ${name}`, challenge: 'ApiKey' };
    }
    case 'http': {
      const kind = textAt(scheme, 'scheme') ?? 'bearer';
      if (authorization.toLowerCase().startsWith(`${kind.toLowerCase()} `)) return null;
      const name = kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
      return { words: `the header Authorization: ${name} …`, challenge: name };
    }
    case 'oauth2':
    case 'openIdConnect':
      return /^bearer ./i.test(authorization) ? null : { words: 'the header Authorization: Bearer …', challenge: 'Bearer' };
    default:
      // A certificate is a matter of the connection, and there is no TLS here.
      return null;
  }
}
