import { Fault, isFault } from '../../../shared/contract/errors.ts';
import type { Exchange, ExchangeRow, Parameter, RequestDraft, RequestForm, Violation } from '../../../shared/contract/console.ts';
import type { FaultData } from '../../../shared/contract/errors.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Clock } from '../db/commands.ts';
import { inFlight, type EvidenceWriter } from '../db/evidence-writer.ts';
import type { Reader } from '../db/sqlite.ts';
import type { HttpEngine } from '../http/http-engine.ts';
import { listEnvironments } from '../inventory/store.ts';
import type { Log } from '../log.ts';
import type { ContractParameter } from '../openapi/contract.ts';
import type { Vault } from '../vault/vault.ts';
import { ContractCache } from './contract-cache.ts';
import { addressOf } from './prepare-request.ts';
import { asExchange, asRow } from './present.ts';
import type { ExchangeSource } from './recorded-exchange.ts';
import { sendDraft } from './send.ts';
import { findExchanges, getExchange, listExchanges, type ExchangeQuery } from './store.ts';
import { findTarget } from './target.ts';

export interface ConsoleService {
  readonly contracts: ContractCache;
  form(endpointId: string): RequestForm;
  check(draft: RequestDraft): { violations: Violation[]; url: string; fault: FaultData | null };
  send(draft: RequestDraft, who: { actor: string; source: ExchangeSource }, signal: AbortSignal | undefined): Promise<Exchange>;
  list(query: ExchangeQuery): { rows: ExchangeRow[]; total: number };
  show(id: string): Promise<Exchange>;
  find(anyId: string): ExchangeRow[];
  unknownOutcomes(): ExchangeRow[];
  close(): Promise<void>;
}

export interface ConsoleTools {
  readonly db: Reader;
  readonly evidence: EvidenceWriter;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly vault: Vault;
  readonly log: Log;
}

export function createConsoleService(tools: ConsoleTools): ConsoleService {
  const { db, vault } = tools;
  const contracts = new ContractCache(db);
  // Loaded with the first request: what speaks HTTP is a large part of the program, and a start goes without it.
  let http: Promise<HttpEngine> | null = null;
  const openHttp = (): Promise<HttpEngine> =>
    (http ??= import('../http/http-engine.ts').then(({ createHttpEngine }) => createHttpEngine({})));
  const show = (id: string): Promise<Exchange> => {
    const row = getExchange(db, id);
    if (!row)
      throw new Fault('not_found', { happened: 'There is no such exchange.', remedy: 'Look in the history; it may have been purged.' });
    return asExchange(db, vault, row);
  };
  return {
    contracts,
    form: (endpointId) => formOf(db, contracts, endpointId),
    check: (draft) => checkDraft(db, contracts, draft),
    send: async (draft, who, signal) => show(await sendDraft({ ...tools, contracts, http: await openHttp() }, draft, who, signal)),
    list: (query) => {
      const { rows, total } = listExchanges(db, query);
      return { rows: rows.map(asRow), total };
    },
    show,
    find: (anyId) => findExchanges(db, anyId).map(asRow),
    unknownOutcomes: () =>
      db
        .all<{ id: string }>(`SELECT id FROM exchanges WHERE ${inFlight} AND state = 'unknown' ORDER BY started_at DESC`)
        .flatMap(({ id }) => findExchanges(db, id).map(asRow)),
    close: async () => (await http)?.close(),
  };
}

interface EndpointRow {
  readonly id: string;
  readonly api_id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly is_deprecated: number;
  readonly side_effect: RequestForm['sideEffect'];
  readonly api_name: string;
  readonly vendor_name: string;
  readonly version: string;
}

function formOf(db: Reader, contracts: ContractCache, endpointId: string): RequestForm {
  const row = db.get<EndpointRow>(
    `SELECT n.*, a.name AS api_name, a.version, v.name AS vendor_name FROM endpoints n JOIN apis a ON a.id = n.api_id JOIN vendors v ON v.id = a.vendor_id WHERE n.id = ?`,
    endpointId,
  );
  if (!row) throw new Fault('not_found', { happened: 'The endpoint is gone.', remedy: 'Choose another endpoint.' });
  const contract = contracts.currentOf(row.api_id)?.contract ?? null;
  const described = contract?.endpoint(row.method, row.path) ?? null;
  const sample = contract?.sample(row.method, row.path) ?? null;
  const sampled: Readonly<Record<string, string>> = { ...sample?.headers, ...sample?.parameters };
  const parameters = (described?.parameters ?? pathParameters(row.path)).flatMap((parameter) =>
    parameter.in === 'cookie' ? [] : [parameterOf(parameter, sampled)],
  );
  return {
    endpointId,
    apiId: row.api_id,
    apiName: row.api_name,
    vendorName: row.vendor_name,
    version: row.version,
    method: row.method,
    path: row.path,
    summary: row.summary,
    isDeprecated: row.is_deprecated === 1,
    sideEffect: row.side_effect,
    parameters,
    bodyMediaTypes: [...(described?.requestBody?.mediaTypes ?? [])],
    sampleBody: sample?.body ?? null,
    environments: listEnvironments(db, row.api_id),
  };
}

const noSchema: ContractParameter['schema'] = { type: 'string', format: null, enum: [], pattern: null, default: null, example: null };

/** Without a contract the template still says which values it needs. */
const pathParameters = (path: string): ContractParameter[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({
    name: name ?? '',
    in: 'path' as const,
    required: true,
    deprecated: false,
    description: '',
    schema: noSchema,
  }));

function parameterOf(parameter: ContractParameter, sampled: Readonly<Record<string, string>>): Parameter {
  const { schema } = parameter;
  const choices = schema.enum.map(String);
  const words = choices.length > 0 ? `one of ${choices.length}` : [schema.type ?? 'any', schema.format].filter(Boolean).join(', ');
  const made = Object.hasOwn(sampled, parameter.name) ? (sampled[parameter.name] ?? null) : null;
  // “string” is what a sample has where the contract says nothing: no value anybody would send.
  const example = schema.example ?? schema.default ?? (made === 'string' ? null : made);
  return {
    name: parameter.name,
    in: parameter.in as Parameter['in'],
    isRequired: parameter.required,
    description: parameter.description,
    words,
    choices,
    example: example === null ? null : typeof example === 'string' ? example : JSON.stringify(example),
  };
}

function checkDraft(
  db: Reader,
  contracts: ContractCache,
  draft: RequestDraft,
): { violations: Violation[]; url: string; fault: FaultData | null } {
  const target = findTarget(db, draft.environmentId);
  const stored = contracts.currentOf(target.apiId);
  const named = (place: 'path' | 'query' | 'header'): Record<string, string> =>
    Object.fromEntries(
      draft.parameters.filter((parameter) => parameter.in === place && parameter.value !== '').map(({ name, value }) => [name, value]),
    );
  const verdict = stored?.contract.checkRequest({
    method: draft.method,
    path: draft.path,
    headers: { ...named('header'), ...(draft.body === null ? {} : { 'content-type': draft.mediaType ?? 'application/json' }) },
    pathParameters: named('path'),
    query: named('query'),
    bodyText: draft.body ?? '',
  });
  const violations = (verdict?.violations ?? []).map(({ where, instancePath, line, message }): Violation => ({
    where,
    pointer: instancePath,
    line,
    message,
  }));
  try {
    return { violations, url: addressOf(draft, target.environment).href, fault: null };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { violations, url: target.environment.baseUrl + draft.path, fault: error.data };
  }
}
