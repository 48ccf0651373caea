import { Fault } from '../../../shared/contract/errors.ts';
import type { RequestDraft } from '../../../shared/contract/console.ts';
import type { Placement } from '../credentials/placement.ts';
import type { RequestBody } from '../http/http-types.ts';
import { describedBody } from './described-body.ts';
import { textContent, type PreparedContent } from './prepare-content.ts';

/** A draft with everything filled in: ready to leave. It holds the secret and must not be stored as it is. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly headers: readonly (readonly [string, string])[];
  /** A body of files is opened anew for every attempt; it has its exact length. */
  readonly body: RequestBody | null;
  /** What the history keeps of the body, to be redacted: its text, or a description of files. Null without a body. */
  readonly keptBody: string | null;
  /** Of `keptBody`. */
  readonly keptMediaType: string | null;
  /** Names of headers that carry the credential. */
  readonly secretHeaders: readonly string[];
}

export interface TargetEnvironment {
  readonly id: string;
  readonly name: string;
  readonly kind: 'sandbox' | 'production' | 'other';
  readonly baseUrl: string;
  readonly apiName: string;
  readonly vendorName: string;
}

/**
 * Fills a draft in. Its body is what `prepareContent` made of it, else its text. Throws a `bad_input` fault that names the
 * parameter which is missing or does not fit.
 */
export function prepareRequest(
  draft: RequestDraft,
  environment: TargetEnvironment,
  placement: Placement | null,
  correlationId: string,
  content: PreparedContent = textContent(draft),
): PreparedRequest {
  const url = addressOf(draft, environment);
  const headers: [string, string][] = draft.parameters
    .filter((parameter) => parameter.in === 'header')
    .map(({ name, value }) => [name, value]);
  const has = (name: string): boolean => headers.some(([known]) => known.toLowerCase() === name);
  if (!has('accept')) headers.push(['Accept', 'application/json, */*;q=0.8']);
  // The boundary of a form with files is known here only: a typed type would leave it out.
  if (content.mediaType?.startsWith('multipart/')) removeHeader(headers, 'content-type');
  if (content.body !== null && !has('content-type'))
    headers.push(['Content-Type', content.mediaType ?? draft.mediaType ?? 'application/json']);
  if (!has('x-correlation-id')) headers.push(['X-Correlation-ID', correlationId]);
  if (!has('user-agent')) headers.push(['User-Agent', 'Quartermaster']);
  if (placement?.in === 'header') {
    // The bound credential wins over a header that was typed.
    const kept = headers.filter(([name]) => name.toLowerCase() !== placement.name.toLowerCase());
    headers.splice(0, headers.length, ...kept, [placement.name, placement.value]);
  }
  if (placement?.in === 'query') url.searchParams.set(placement.name, placement.value);
  return {
    method: draft.method.toUpperCase(),
    url: url.href,
    host: url.host,
    headers,
    body: content.body,
    keptBody: content.kept,
    keptMediaType: content.kept?.startsWith(describedBody)
      ? 'text/plain'
      : (headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null),
    secretHeaders: placement?.in === 'header' ? [placement.name] : [],
  };
}

function removeHeader(headers: [string, string][], name: string): void {
  headers.splice(0, headers.length, ...headers.filter(([known]) => known.toLowerCase() !== name));
}

/** The address with its path and query parameters. */
export function addressOf(draft: RequestDraft, environment: TargetEnvironment): URL {
  const valueOf = (name: string): string => {
    const value = draft.parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.value ?? '';
    if (value === '') {
      throw new Fault('bad_input', {
        happened: `The path needs a value for “${name}”.`,
        remedy: 'Fill it in and send again. Nothing was sent.',
        place: { path: name },
      });
    }
    // A value of dots alone would climb to another path, also when encoded.
    if (/^\.+$/.test(value)) {
      throw new Fault('bad_input', {
        happened: `“${value}” cannot be a part of a path.`,
        remedy: `Give “${name}” another value. Nothing was sent.`,
        place: { path: name },
      });
    }
    return encodeURIComponent(value);
  };
  const path = draft.path.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => valueOf(name));
  const base = environment.baseUrl.replace(/\/+$/, '');
  let url: URL;
  try {
    url = new URL(base + (path.startsWith('/') || path === '' ? path : `/${path}`));
  } catch {
    throw new Fault('bad_input', {
      happened: `“${base}${path}” is not an address.`,
      remedy: `Correct the base URL of the environment ${environment.name} or the path. Nothing was sent.`,
    });
  }
  const root = new URL(base);
  if (url.origin !== root.origin || !`${url.pathname}/`.startsWith(`${root.pathname.replace(/\/+$/, '')}/`)) {
    throw new Fault('bad_input', {
      happened: 'The path leads out of the environment’s base URL.',
      remedy: 'Use a path below the base URL. Nothing was sent.',
      place: { path: 'path' },
    });
  }
  for (const { in: place, name, value } of draft.parameters) {
    if (place === 'query' && value !== '') url.searchParams.append(name, value);
  }
  return url;
}
