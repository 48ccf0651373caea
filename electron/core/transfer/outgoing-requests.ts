import type { KeptDraft, RequestDraft } from '../../../shared/contract/console.ts';
import { oauthSettings } from '../../../shared/contract/oauth-settings.ts';
import { fillRequest } from '../../../shared/domain/console/fill-request.ts';
import { readPlaceholders } from '../../../shared/domain/console/placeholders.ts';
import type { OutgoingCredential, OutgoingRequest } from '../../../shared/domain/transfer/outgoing.ts';
import { findTarget, type BoundCredential, type Target } from '../console/target.ts';
import type { Engine } from '../engine.ts';

export interface OutgoingChoice {
  readonly name: string;
  readonly folder: string;
  readonly notes: string;
}

/** A draft as a whole call with the values that are known filled in, and notes on what was made or is missing. Secrets are never in it. */
export function outgoingRequest(
  engine: Engine,
  draft: KeptDraft & Pick<RequestDraft, 'environmentId'>,
  { name, folder, notes }: OutgoingChoice,
): { readonly request: OutgoingRequest; readonly notes: readonly string[] } {
  const target = findTarget(engine.db, draft.environmentId);
  const layers = {
    thisSend: {},
    request: draft.variables,
    environment: target.variables,
    api: target.wider.api,
    workspace: target.wider.workspace,
  };
  const { request, values, problems } = fillRequest(draft, layers, {
    now: engine.clock.now(),
    newId: engine.clock.newId,
    random: Math.random,
  });
  const redactor = engine.secrets.redactor();
  const clean = JSON.parse(redactor.text(JSON.stringify(request))) as typeof request;
  const made = values.filter(({ origin }) => origin === 'made_on_send').map((one) => `{{${one.name}}}`);
  const missing = [...new Set(problems.filter(({ kind }) => kind === 'unknown').map((one) => `{{${one.name}}}`))];
  const said = [
    ...(made.length === 0
      ? []
      : [`${made.join(', ')} ${made.length === 1 ? 'is' : 'are'} made on every send here; the value in it is an example.`]),
    ...(missing.length === 0
      ? []
      : [
          `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no value and ${missing.length === 1 ? 'stands' : 'stand'} in it as a placeholder.`,
        ]),
  ];
  return {
    notes: said,
    request: {
      name,
      folder,
      notes,
      method: clean.method.toUpperCase(),
      url: addressOf(clean, target),
      headers: clean.parameters.filter((one) => one.in === 'header').map((one) => [one.name, one.value] as const),
      mediaType: clean.mediaType,
      body: clean.content.kind === 'text' ? clean.body : null,
      content: clean.content,
      credential: outgoingCredential(target.credential),
      followsRedirects: clean.travel.maxRedirects > 0,
    },
  };
}

/** What is known of the credential that would go along. */
export function outgoingCredential(credential: BoundCredential | null): OutgoingCredential | null {
  // What verifies webhooks is in no request.
  if (credential === null || credential.kind === 'signing_secret') return null;
  const oauth = credential.oauth === null ? null : oauthSettings.parse(JSON.parse(credential.oauth));
  return {
    kind: credential.kind,
    name: credential.name,
    placement:
      credential.placement_in && credential.placement_name ? { in: credential.placement_in, name: credential.placement_name } : null,
    username: credential.username,
    oauth: oauth === null ? null : { tokenUrl: oauth.tokenUrl, scopes: oauth.scopes, isInBody: oauth.authMethod === 'client_secret_post' },
  };
}

/** The address with its parameters; a parameter without a value stays in its braces, so that it is seen. */
function addressOf(draft: KeptDraft, { environment }: Target): string {
  const path = draft.path.replaceAll(/(?<!\{)\{([^{}]+)\}(?!\})/g, (_whole, name: string) => {
    const value = draft.parameters.find((one) => one.in === 'path' && one.name === name)?.value ?? '';
    return value === '' ? `{{${name}}}` : encoded(value);
  });
  const base = environment.baseUrl.replace(/\/+$/, '');
  const query = draft.parameters
    .filter((one) => one.in === 'query' && one.value !== '')
    .map((one) => `${encodeURIComponent(one.name)}=${encoded(one.value)}`);
  return `${base}${path.startsWith('/') || path === '' ? path : `/${path}`}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** Encoded, but for the placeholders in it. */
function encoded(text: string): string {
  let out = '';
  let from = 0;
  for (const { start, end } of readPlaceholders(text).found) {
    out += encodeURIComponent(text.slice(from, start)) + text.slice(start, end);
    from = end;
  }
  return out + encodeURIComponent(text.slice(from));
}
