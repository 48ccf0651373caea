import { createHash } from 'node:crypto';
import type { OpenedRequest, SavedRequest } from '../../../shared/contract/console.ts';
import { keptDraft, type KeptDraft, type RequestDraft } from '../../../shared/contract/request-draft.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { keptSecretFault } from './kept-secrets.ts';
import { refuseOverOthers, staleEdit } from './stale-request.ts';

type Tools = Pick<Engine, 'db' | 'clock' | 'commands' | 'secrets'>;

export interface SendSavedOptions {
  readonly environmentId?: string | undefined;
  /** For this send only; they go before every other value. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** The environment's name, when it changes something in production. */
  readonly confirmProduction?: string | null | undefined;
  readonly timeoutMs?: number | undefined;
  /** Under this name the events of a stream are told while they come. */
  readonly streamId?: string | undefined;
}

export interface SavedRequestInput {
  readonly name: string;
  readonly folder: string;
  readonly apiId: string;
  readonly endpointId: string | null;
  readonly environmentId: string | null;
  readonly draft: KeptDraft;
  readonly notes: string;
}

interface SavedRow {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly api_id: string;
  readonly endpoint_id: string | null;
  readonly environment_id: string | null;
  readonly draft: string;
  readonly method: string;
  readonly path: string;
  readonly notes: string;
  readonly api_name: string;
  readonly vendor_name: string;
  readonly environment_name: string | null;
  readonly environment_kind: SavedRequest['environmentKind'];
  readonly side_effect: SavedRequest['sideEffect'] | null;
  readonly status: number | null;
  readonly error_class: string | null;
  readonly verdict: SavedRequest['lastVerdict'];
  readonly started_at: number | null;
}

/** Of a draft only what a list shows is read: ten thousand whole ones would take longer than everything else. */
const selectColumns = (draft: string): string => `SELECT s.id, ${draft}s.name, s.folder, s.api_id, s.endpoint_id, s.environment_id, s.notes,
    json_extract(s.draft, '$.method') AS method, json_extract(s.draft, '$.path') AS path, a.name AS api_name, v.name AS vendor_name, e.name AS environment_name, e.kind AS environment_kind, n.side_effect,
    x.status, x.error_class, x.verdict, x.started_at
  FROM saved_requests s JOIN apis a ON a.id = s.api_id JOIN vendors v ON v.id = a.vendor_id
  LEFT JOIN environments e ON e.id = s.environment_id LEFT JOIN endpoints n ON n.id = s.endpoint_id
  LEFT JOIN exchanges x ON x.number = (SELECT max(number) FROM exchanges WHERE saved_request_id = s.id)`;
const selectListed = selectColumns('');
const selectSaved = selectColumns('s.draft, ');

/** Every saved request, by folder and name. */
export function listSavedRequests(db: Reader): SavedRequest[] {
  return db.all<Omit<SavedRow, 'draft'>>(`${selectListed} ORDER BY lower(s.folder), lower(s.name)`).map(asSaved);
}

export function openSavedRequest(db: Reader, id: string): OpenedRequest {
  const row = requireRow(db, id);
  return { ...asSaved(row), draft: draftOf(row), version: versionOf(row) };
}

const versionOf = ({ draft, environment_id: environmentId }: Pick<SavedRow, 'draft' | 'environment_id'>): string =>
  createHash('sha256')
    .update(`${environmentId ?? ''} ${draft}`)
    .digest('hex');

export function saveRequest(tools: Tools, actor: Actor, input: SavedRequestInput): OpenedRequest {
  const id = tools.clock.newId();
  refuseSecrets(tools, input.draft);
  tools.commands.run(actor, (changes) => {
    refuseSameName(changes, input.apiId, input.name, null);
    refuseForeign(changes, input.apiId, input);
    const { apiId, endpointId, environmentId, draft, ...named } = input;
    const row = { api_id: apiId, endpoint_id: endpointId, environment_id: environmentId, draft: JSON.stringify(draft) };
    changes.insert('savedRequest', { id, ...named, ...row, created_at: tools.clock.now() }, `Request “${input.name}” saved`);
  });
  return openSavedRequest(tools.db, id);
}

export function updateSavedRequest(
  tools: Tools,
  actor: Actor,
  {
    id,
    baseVersion,
    isUnseen,
    ...input
  }: { readonly id: string; readonly baseVersion?: string | undefined; readonly isUnseen?: boolean | undefined } & {
    readonly [Key in keyof Omit<SavedRequestInput, 'apiId'>]?: SavedRequestInput[Key] | undefined;
  },
): OpenedRequest {
  if (input.draft) refuseSecrets(tools, input.draft);
  tools.commands.run(actor, (changes) => {
    const before = requireRow(changes, id);
    if (baseVersion !== undefined && versionOf(before) !== baseVersion) throw staleEdit(changes, before);
    if (isUnseen && !isSameContent(before, input)) refuseOverOthers(changes, before, actor);
    if (input.name !== undefined) refuseSameName(changes, before.api_id, input.name, id);
    refuseForeign(changes, before.api_id, input);
    const patch: Record<string, string | null | undefined> = {
      name: input.name,
      folder: input.folder,
      endpoint_id: input.endpointId,
      environment_id: input.environmentId,
      draft: input.draft && JSON.stringify(input.draft),
      notes: input.notes,
    };
    const given = Object.fromEntries(Object.entries(patch).filter((entry): entry is [string, string | null] => entry[1] !== undefined));
    const isRenamed = input.name !== undefined && input.name !== before.name;
    const words = isRenamed ? `Request “${before.name}” renamed to “${input.name}”` : `Request “${before.name}” changed`;
    changes.update('savedRequest', id, given satisfies Row, words);
  });
  return openSavedRequest(tools.db, id);
}

/** Whether a request would send the same afterwards. */
const isSameContent = (
  before: SavedRow,
  { draft, environmentId }: { readonly [Key in 'draft' | 'environmentId']?: SavedRequestInput[Key] | undefined },
): boolean =>
  (environmentId === undefined || environmentId === before.environment_id) &&
  (draft === undefined || JSON.stringify(keptDraft.parse(draft)) === JSON.stringify(draftOf(before)));

export function duplicateSavedRequest(tools: Tools, actor: Actor, id: string): OpenedRequest {
  const { name, folder, apiId, endpointId, environmentId, draft, notes } = openSavedRequest(tools.db, id);
  return saveRequest(tools, actor, { name: freeName(tools.db, apiId, name), folder, apiId, endpointId, environmentId, draft, notes });
}

export function removeSavedRequest(tools: Tools, actor: Actor, id: string): void {
  tools.commands.run(actor, (changes) => changes.remove('savedRequest', id, `Request “${requireRow(changes, id).name}” removed`));
}

/** The draft that a saved request is sent as. Faults: it is gone, or it is not said where to send it. */
export function draftToSend(db: Reader, id: string, options: SendSavedOptions): RequestDraft {
  const row = requireRow(db, id);
  const environmentId = options.environmentId ?? row.environment_id;
  if (environmentId === null) {
    throw new Fault('bad_input', {
      happened: `It is not said in which environment “${row.name}” is to be sent.`,
      remedy: 'Choose an environment. Nothing was sent.',
    });
  }
  if (db.get('SELECT 1 FROM environments WHERE id = ? AND api_id = ?', environmentId, row.api_id) === undefined) {
    throw new Fault('bad_input', {
      happened: `The environment is not one of ${row.vendor_name} ${row.api_name}, which “${row.name}” belongs to.`,
      remedy: 'Choose one of its environments. Nothing was sent.',
    });
  }
  const draft = draftOf(row);
  return {
    ...draft,
    endpointId: row.endpoint_id,
    environmentId,
    savedRequestId: id,
    timeoutMs: options.timeoutMs ?? draft.timeoutMs,
    confirmProduction: options.confirmProduction ?? null,
    ...(options.streamId === undefined ? {} : { streamId: options.streamId }),
  };
}

/** "Refund", "Refund (2)" ...: the first that is free. */
function freeName(db: Reader, apiId: string, name: string): string {
  const stem = name.replace(/ \(\d+\)$/, '').slice(0, 110);
  for (let number = 2; ; number += 1) {
    const tried = `${stem} (${number})`;
    if (!db.get('SELECT 1 FROM saved_requests WHERE api_id = ? AND lower(name) = lower(?)', apiId, tried)) return tried;
  }
}

function refuseSecrets(tools: Tools, draft: KeptDraft): void {
  const fault = keptSecretFault(draft, tools.secrets.redactor());
  if (fault) throw fault;
}

function refuseSameName(db: Reader, apiId: string, name: string, except: string | null): void {
  const taken = db.get<{ id: string }>('SELECT id FROM saved_requests WHERE api_id = ? AND lower(name) = lower(?)', apiId, name);
  if (!taken || taken.id === except) return;
  throw new Fault('conflict', {
    happened: `This API has a saved request “${name}” already.`,
    remedy: 'Choose another name, or change the existing one. Nothing was saved.',
    place: { path: 'name' },
  });
}

function refuseForeign(
  db: Reader,
  apiId: string,
  { endpointId, environmentId }: { readonly endpointId?: string | null | undefined; readonly environmentId?: string | null | undefined },
): void {
  const isOf = (table: 'endpoints' | 'environments', id: string): boolean =>
    db.get(`SELECT 1 FROM ${table} WHERE id = ? AND api_id = ?`, id, apiId) !== undefined;
  const isFine = (!endpointId || isOf('endpoints', endpointId)) && (!environmentId || isOf('environments', environmentId));
  if (isFine) return;
  throw new Fault('bad_input', {
    happened: 'The endpoint or the environment belongs to another API.',
    remedy: 'Choose one of the same API. Nothing was saved.',
  });
}

function requireRow(db: Reader, id: string): SavedRow {
  const row = db.get<SavedRow>(`${selectSaved} WHERE s.id = ?`, id);
  if (!row)
    throw new Fault('not_found', { happened: 'The saved request is gone.', remedy: 'Somebody may have removed it. Choose another one.' });
  return row;
}

const draftOf = (row: SavedRow): KeptDraft => keptDraft.parse(JSON.parse(row.draft));

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

function asSaved(row: Omit<SavedRow, 'draft'>): SavedRequest {
  const { method, path } = row;
  return {
    id: row.id,
    name: row.name,
    folder: row.folder,
    apiId: row.api_id,
    apiName: row.api_name,
    vendorName: row.vendor_name,
    endpointId: row.endpoint_id,
    method,
    path,
    environmentId: row.environment_id,
    environmentName: row.environment_name,
    environmentKind: row.environment_kind,
    sideEffect: row.side_effect ?? (safeMethods.has(method) ? 'read' : method === 'DELETE' ? 'delete' : 'write'),
    notes: row.notes,
    lastStatus: row.status,
    lastErrorClass: row.error_class,
    lastVerdict: row.verdict,
    lastSentAt: row.started_at,
  };
}
