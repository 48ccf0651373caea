import type { SavedRequest } from '../../../shared/contract/console.ts';
import type { GuardedPlace } from '../../../shared/contract/guarded-place.ts';
import { changesSomething, effectWords } from '../../../shared/domain/console/call-effect.ts';
import { fillIn, type Facts } from '../../../shared/domain/runbooks/fill-in.ts';
import type { StepRequest } from '../../../shared/domain/runbooks/runbook.ts';
import { listSavedRequests, openSavedRequest } from '../console/saved-requests.ts';
import type { Reader } from '../db/sqlite.ts';
import { listEnvironments } from '../inventory/store.ts';

export interface RequestTarget {
  /** The saved request; null: an endpoint, sent as the step's values make it. */
  readonly savedRequestId: string | null;
  readonly endpointId: string | null;
  readonly method: string;
  readonly path: string;
  readonly apiWords: string;
  readonly environmentId: string;
  readonly environmentName: string;
  readonly environmentKind: 'sandbox' | 'production' | 'other';
}

export type FoundRequest =
  | { readonly kind: 'found'; readonly target: RequestTarget }
  /** The document leaves the choice to whoever runs it. */
  | { readonly kind: 'choose'; readonly choices: readonly SavedRequest[] }
  | { readonly kind: 'missing'; readonly words: string };

/** What has to be confirmed before this leaves, because it changes something in production; null when nothing has. */
export function confirmationFor(db: Reader, target: RequestTarget): GuardedPlace | null {
  const { method, path, savedRequestId, endpointId, apiWords, environmentKind, environmentName } = target;
  if (environmentKind !== 'production') return null;
  // A saved request says more than its method: a GraphQL query only reads, and a header may ask for another method.
  const draft = savedRequestId === null ? { method, path, content: undefined, parameters: [] } : openSavedRequest(db, savedRequestId).draft;
  if (!changesSomething(draft)) return null;
  const summary =
    endpointId === null ? '' : (db.get<{ summary: string }>('SELECT summary FROM endpoints WHERE id = ?', endpointId)?.summary ?? '');
  return {
    name: environmentName,
    words: `${environmentName} of ${apiWords}`,
    effects: [effectWords({ method, path, summary, content: draft.content, parameters: draft.parameters })],
  };
}

/** What a step's request block means in this workspace: a saved request by its name, or "Vendor API: GET /path". */
export function findRequest(
  db: Reader,
  request: StepRequest,
  facts: Facts,
  preferred: { readonly apiId: string | null; readonly savedRequestId?: string | null },
): FoundRequest {
  const saved = listSavedRequests(db);
  const chosen = preferred.savedRequestId ? saved.find(({ id }) => id === preferred.savedRequestId) : undefined;
  if (chosen) return ofSaved(db, chosen, request);
  const name = fillIn(request.name, facts).trim();
  if (name === '') {
    const fitting = saved.filter(({ apiId }) => apiId === preferred.apiId);
    return { kind: 'choose', choices: (fitting.length > 0 ? fitting : saved).slice(0, 40) };
  }
  const wanted = name.toLowerCase();
  const named = saved.filter(
    (one) => one.name.toLowerCase() === wanted || `${one.vendorName} ${one.apiName}: ${one.name}`.toLowerCase() === wanted,
  );
  const best = named.find(({ apiId }) => apiId === preferred.apiId) ?? named[0];
  if (best) return ofSaved(db, best, request);
  const [, apiName, method, path] = /^(.+?):\s*([A-Z]{3,8})\s+(\/\S*)$/.exec(name) ?? [];
  if (apiName === undefined || method === undefined || path === undefined)
    return { kind: 'missing', words: `There is no saved request “${name}”.` };
  const api = db
    .all<{ id: string; words: string }>("SELECT a.id, v.name || ' ' || a.name AS words FROM apis a JOIN vendors v ON v.id = a.vendor_id")
    .find(({ words }) => words.toLowerCase() === apiName.trim().toLowerCase());
  if (!api) return { kind: 'missing', words: `There is no API “${apiName}”.` };
  const endpoint = db.get<{ id: string }>('SELECT id FROM endpoints WHERE api_id = ? AND method = ? AND path = ?', api.id, method, path);
  const environment = environmentOf(db, api.id, request.environment, null);
  if (!environment) return { kind: 'missing', words: missingEnvironment(apiName, request.environment) };
  return {
    kind: 'found',
    target: { savedRequestId: null, endpointId: endpoint?.id ?? null, method, path, apiWords: api.words, ...environment },
  };
}

/** The same for one of the requests that a document leaves to be chosen. */
export function confirmationForChoice(db: Reader, saved: SavedRequest, request: StepRequest): GuardedPlace | null {
  const found = ofSaved(db, saved, request);
  return found.kind === 'found' ? confirmationFor(db, found.target) : null;
}

function ofSaved(db: Reader, saved: SavedRequest, request: StepRequest): FoundRequest {
  const environment = environmentOf(db, saved.apiId, request.environment, saved.environmentId);
  if (!environment) return { kind: 'missing', words: missingEnvironment(`${saved.vendorName} ${saved.apiName}`, request.environment) };
  const { id, method, path, endpointId } = saved;
  return {
    kind: 'found',
    target: { savedRequestId: id, endpointId, method, path, apiWords: `${saved.vendorName} ${saved.apiName}`, ...environment },
  };
}

const missingEnvironment = (api: string, name: string | null): string =>
  name === null ? `${api} has no environment.` : `${api} has no environment “${name}”.`;

type Where = Pick<RequestTarget, 'environmentId' | 'environmentName' | 'environmentKind'>;

/** By name, else by kind ("production"); without either that of the request, else a sandbox before anything else. */
function environmentOf(db: Reader, apiId: string, named: string | null, savedId: string | null): Where | null {
  const all = listEnvironments(db, apiId);
  const wanted = named?.toLowerCase();
  const found =
    wanted !== undefined
      ? (all.find(({ name }) => name.toLowerCase() === wanted) ?? all.find(({ kind }) => kind === wanted))
      : (all.find(({ id }) => id === savedId) ?? all.find(({ kind }) => kind === 'sandbox') ?? all[0]);
  return found ? { environmentId: found.id, environmentName: found.name, environmentKind: found.kind } : null;
}
