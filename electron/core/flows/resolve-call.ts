import { keptDraft, type KeptDraft, type RequestDraft } from '../../../shared/contract/request-draft.ts';
import { changesSomething } from '../../../shared/domain/console/call-effect.ts';
import { sentParameters } from '../../../shared/domain/console/sent-parameters.ts';
import { namesIn } from '../../../shared/domain/flows/values.ts';
import type { Compensation, FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import type { Reader } from '../db/sqlite.ts';

/** A step's call as it stands in this workspace, before values are put in. */
export interface ResolvedCall {
  readonly draft: RequestDraft;
  readonly apiId: string;
  readonly apiWords: string;
  readonly vendorName: string;
  readonly requestName: string | null;
  readonly environmentName: string;
  readonly environmentKind: 'sandbox' | 'production' | 'other';
  readonly baseUrl: string;
  readonly isChanging: boolean;
  readonly asksFor: readonly string[];
}

export type CallFault = {
  readonly words: string;
  readonly apiId: string | null;
  readonly method: string;
  readonly path: string;
  readonly requestName: string | null;
};
export type FoundCall = { readonly kind: 'found'; readonly call: ResolvedCall } | ({ readonly kind: 'fault' } & CallFault);

interface SavedRow {
  readonly name: string;
  readonly api_id: string;
  readonly endpoint_id: string | null;
  readonly environment_id: string | null;
  readonly draft: string;
}

/** What a step (or its undoing) sends, and where; or why that cannot be said. */
export function resolveCall(db: Reader, spec: FlowSpec, step: Compensation): FoundCall {
  const source = sourceOf(db, step);
  if ('words' in source) return { kind: 'fault', apiId: null, method: '', path: '', requestName: null, ...source };
  const { apiId, draft, endpointId, requestName } = source;
  const fault = (words: string): FoundCall => ({ kind: 'fault', words, apiId, method: draft.method, path: draft.path, requestName });
  const api = db.get<{ name: string; vendor: string }>(
    'SELECT a.name, v.name AS vendor FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?',
    apiId,
  );
  if (!api) return fault('its API is gone');
  const environmentId = spec.environments[apiId] ?? source.environmentId;
  if (environmentId === null) return fault(`it is not said to which environment of ${api.vendor} ${api.name} it goes`);
  const environment = db.get<{ name: string; kind: ResolvedCall['environmentKind']; base_url: string; variables: string }>(
    'SELECT name, kind, base_url, variables FROM environments WHERE id = ? AND api_id = ?',
    environmentId,
    apiId,
  );
  if (!environment) return fault(`its environment of ${api.vendor} ${api.name} is gone`);
  const full: RequestDraft = { ...draft, endpointId, environmentId, savedRequestId: step.savedRequestId, confirmProduction: null };
  const known = new Set([...Object.keys(draft.variables), ...Object.keys(JSON.parse(environment.variables) as object)]);
  return {
    kind: 'found',
    call: {
      draft: full,
      apiId,
      apiWords: `${api.vendor} ${api.name}`,
      vendorName: api.vendor,
      requestName,
      environmentName: environment.name,
      environmentKind: environment.kind,
      baseUrl: environment.base_url,
      isChanging: changesSomething(draft),
      asksFor: [...new Set(namesOfDraft(draft))].filter((name) => !known.has(name)),
    },
  };
}

interface Source {
  readonly apiId: string;
  readonly draft: KeptDraft;
  readonly endpointId: string | null;
  readonly environmentId: string | null;
  readonly requestName: string | null;
}

function sourceOf(db: Reader, step: Compensation): Source | { readonly words: string } {
  if (step.savedRequestId !== null) {
    const row = db.get<SavedRow>(
      'SELECT name, api_id, endpoint_id, environment_id, draft FROM saved_requests WHERE id = ?',
      step.savedRequestId,
    );
    if (!row) return { words: 'its saved request is gone' };
    return {
      apiId: row.api_id,
      draft: keptDraft.parse(JSON.parse(row.draft)),
      endpointId: row.endpoint_id,
      environmentId: row.environment_id,
      requestName: row.name,
    };
  }
  if (step.own === null) return { words: 'it has no request yet' };
  return { apiId: step.own.apiId, draft: step.own.draft, endpointId: step.own.endpointId, environmentId: null, requestName: null };
}

/** Every `{{name}}` of what a draft sends, in the order of the path, its parameters and its content. */
export function namesOfDraft(draft: KeptDraft): string[] {
  const { content } = draft;
  const parts = [draft.path, ...sentParameters(draft).map(({ value }) => value)];
  if (content.kind === 'text') parts.push(draft.body ?? '');
  else if (content.kind === 'form') parts.push(...content.fields.filter(({ isOff }) => !isOff).map(({ value }) => value));
  else if (content.kind === 'multipart') parts.push(...content.parts.filter(({ isOff }) => !isOff).map(({ value }) => value));
  else if (content.kind === 'graphql') parts.push(content.query, content.variables);
  return parts.flatMap(namesIn);
}
