import type { Parameter, RequestForm } from '../../../shared/contract/console.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Reader } from '../db/sqlite.ts';
import { listEnvironments } from '../inventory/store.ts';
import type { ContractParameter } from '../openapi/contract.ts';
import type { ContractCache } from './contract-cache.ts';

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

/** What the console shows for an endpoint before anything is sent. */
export function formOf(db: Reader, contracts: ContractCache, endpointId: string): RequestForm {
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

const bodiless = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** The same for a call that no endpoint describes: its method and path are typed, its body may be of any common type. */
export function freeFormOf(db: Reader, apiId: string, method: string, path: string): RequestForm {
  const api = db.get<{ name: string; version: string; vendor_name: string }>(
    'SELECT a.name, a.version, v.name AS vendor_name FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?',
    apiId,
  );
  if (!api) throw new Fault('not_found', { happened: 'The API is gone.', remedy: 'Choose another API.' });
  const upper = method.toUpperCase();
  return {
    endpointId: null,
    apiId,
    apiName: api.name,
    vendorName: api.vendor_name,
    version: api.version,
    method: upper,
    path,
    summary: '',
    isDeprecated: false,
    sideEffect: bodiless.has(upper) || upper === 'QUERY' ? 'read' : upper === 'DELETE' ? 'delete' : 'write',
    parameters: pathParameters(path).map((parameter) => parameterOf(parameter, {})),
    bodyMediaTypes: bodiless.has(upper) ? [] : ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/xml'],
    sampleBody: null,
    environments: listEnvironments(db, apiId),
  };
}

const noSchema: ContractParameter['schema'] = { type: 'string', format: null, enum: [], pattern: null, default: null, example: null };

/** Without a contract the template still says which values it needs; `{{names}}` are values of another kind. */
const pathParameters = (path: string): ContractParameter[] =>
  [...path.matchAll(/(?<!\{)\{([^{}]+)\}(?!\})/g)].map(([, name]) => ({
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
