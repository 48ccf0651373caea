import { isSecretHeader } from '../../../shared/domain/redaction/header-names.ts';
import type { FailureCause, HeaderList, HttpRequest } from './http-types.ts';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Carry credentials by definition (RFC 9110 section 11, RFC 6265) or by wide custom; others sound like it (`isSecretHeader`). */
const credentialHeaders = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-api-key',
  'api-key',
  'apikey',
  'x-auth-token',
  'x-access-token',
]);

export type RedirectStep =
  | {
      readonly kind: 'follow';
      readonly request: HttpRequest;
      readonly url: URL;
      readonly droppedHeaders: readonly string[];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'stop'; readonly cause: FailureCause; readonly target: string; readonly code: string | null };

/** Where an answer redirects to, or null when it does not (RFC 9110 section 15.4). */
export function redirectTarget(status: number, headers: HeaderList): string | null {
  if (!redirectStatuses.has(status)) return null;
  return headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? null;
}

/**
 * Works out the request that follows a redirect. Credentials stay with their origin (scheme, host and port); only
 * http and https are followed; a secret body is not carried to another origin.
 */
export function nextRequest(request: HttpRequest, from: URL, status: number, location: string): RedirectStep {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (!url) return { kind: 'stop', cause: 'invalid_url', target: location, code: null };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { kind: 'stop', cause: 'redirect_scheme', target: `a ${url.protocol} address`, code: null };
  }
  const notes: string[] = [];
  if (url.username !== '' || url.password !== '') {
    url.username = '';
    url.password = '';
    notes.push('The redirect had a user name or password in its address, which was left out.');
  }
  // RFC 9110 section 10.2.2: a redirect without a fragment inherits the one it came from.
  if (url.hash === '') url.hash = from.hash;

  const leavesOrigin = url.origin !== from.origin;
  const becomesGet =
    (status === 303 && request.method !== 'HEAD' && request.method !== 'GET') ||
    ((status === 301 || status === 302) && request.method === 'POST');
  if (leavesOrigin && !becomesGet && request.body !== null && request.hasSecretBody) {
    return { kind: 'stop', cause: 'redirect_needs_confirmation', target: url.origin, code: 'SECRET_BODY' };
  }
  if (leavesOrigin && from.protocol === 'https:' && url.protocol === 'http:') {
    notes.push('The redirect led from https to http: this hop was not encrypted.');
  }
  if (becomesGet) notes.push(`Answer ${status} turned ${request.method} into GET without its body.`);
  else if (leavesOrigin && request.body !== null) notes.push(`The body was sent on to ${url.origin}.`);

  const secret = new Set((request.secretHeaders ?? []).map((name) => name.toLowerCase()));
  const droppedHeaders: string[] = [];
  const headers = request.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    if (leavesOrigin && (credentialHeaders.has(lower) || secret.has(lower) || isSecretHeader(name))) {
      droppedHeaders.push(name);
      return false;
    }
    // Of the host and the body that this hop no longer has.
    if (leavesOrigin && lower === 'host') return false;
    return !(becomesGet && lower.startsWith('content-'));
  });
  if (droppedHeaders.length > 0) {
    notes.push(`Not sent to ${url.origin}, because credentials stay with their origin: ${droppedHeaders.join(', ')}.`);
  }
  const next: HttpRequest = {
    ...request,
    url: url.href,
    headers,
    method: becomesGet ? 'GET' : request.method,
    body: becomesGet ? null : request.body,
  };
  return { kind: 'follow', request: next, url, droppedHeaders, notes };
}
