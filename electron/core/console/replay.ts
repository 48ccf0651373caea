import type { Exchange, MadeDraft, RequestDraft } from '../../../shared/contract/console.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { asPlainText } from '../../../shared/domain/console/placeholders.ts';
import { readPathValues } from '../../../shared/domain/console/path-values.ts';
import { contentOfDescription } from './described-body.ts';
import type { Reader } from '../db/sqlite.ts';
import { usualRequest } from '../../../shared/contract/request-content.ts';

/** Added on every send, or only about the connection. */
const byItself = new Set([
  'accept',
  'content-type',
  'content-length',
  'host',
  'connection',
  'user-agent',
  'x-correlation-id',
  'accept-encoding',
]);

/** What would send an exchange again: the same values, minus what was redacted. Its credential comes from the environment. */
export function replayDraft(db: Reader, exchange: Exchange): MadeDraft {
  const environment = db.get<{ api_id: string; base_url: string; credential_id: string | null }>(
    'SELECT api_id, base_url, credential_id FROM environments WHERE id = ?',
    exchange.environmentId ?? '',
  );
  if (!environment || exchange.environmentId === null) {
    throw new Fault('not_found', {
      happened: 'The environment that this was sent to is gone.',
      remedy: 'Write the request anew for another environment.',
    });
  }
  const url = new URL(exchange.url);
  const template = exchange.endpointId
    ? db.get<{ path: string }>('SELECT path FROM endpoints WHERE id = ? AND api_id = ?', exchange.endpointId, environment.api_id)
    : undefined;
  const values = template ? readPathValues(template.path, url.pathname) : null;
  const lost: string[] = [];
  const parameters: RequestDraft['parameters'] = Object.entries(values ?? {}).map(([name, value]) => ({
    in: 'path',
    name,
    value: asPlainText(value),
  }));
  for (const [name, value] of url.searchParams) {
    if (isRedacted(value)) lost.push(`the parameter ${name}`);
    else parameters.push({ in: 'query', name, value: asPlainText(value) });
  }
  for (const [name, value] of exchange.requestHeaders) {
    if (byItself.has(name.toLowerCase()) || value === '[redacted: credential]') continue;
    if (isRedacted(value)) lost.push(`the header ${name}`);
    else parameters.push({ in: 'header', name, value: asPlainText(value) });
  }
  const body = exchange.requestBody;
  const text = body?.text ?? null;
  const described = text === null ? null : contentOfDescription(text);
  if (body !== null && described === null && (text === null || body.isCut || isRedacted(text))) lost.push('a part of the body');
  const draft: RequestDraft = {
    endpointId: values === null ? null : exchange.endpointId,
    environmentId: exchange.environmentId,
    method: exchange.method,
    path: values === null ? pathBelow(environment.base_url, url) : (template?.path ?? ''),
    parameters,
    mediaType: described
      ? null
      : (exchange.requestHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? body?.mediaType ?? null),
    body: text === null || described ? null : asPlainText(text),
    ...usualRequest,
    ...(described ? { content: described } : {}),
    variables: {},
    savedRequestId: null,
    timeoutMs: 30_000,
    confirmProduction: null,
  };
  const notes = lost.length === 0 ? [] : [`${listed(lost)} was not kept, because it holds a secret: fill it in before you send.`];
  if (described) notes.push('The files of the body are not kept: choose them again before you send.');
  return { draft, apiId: environment.api_id, notes, isIncomplete: lost.length > 0 || described !== null };
}

/** The path as it is typed below a base URL; braces in it are no parameters. */
function pathBelow(baseUrl: string, url: URL): string {
  const root = URL.canParse(baseUrl) ? new URL(baseUrl).pathname.replace(/\/+$/, '') : '';
  const path = url.pathname.startsWith(`${root}/`) ? url.pathname.slice(root.length) : url.pathname;
  return asPlainText(path);
}

const isRedacted = (value: string): boolean => /\[(?:redacted[^\]]*|\*{3})\]/.test(value);

function listed(parts: readonly string[]): string {
  const words = parts.length === 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
