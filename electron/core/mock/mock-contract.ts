import { contractOf, type Contract } from '../openapi/contract.ts';
import { objectAt, type JsonObject } from '../openapi/json-value.ts';
import { listOperations, type Operation } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read-document.ts';
import { follow } from '../openapi/references.ts';

/** A contract, open for being played. */
export interface MockContract {
  /** "Checkout 71", for messages. */
  readonly name: string;
  readonly root: JsonObject;
  readonly contract: Contract;
  readonly operations: readonly Operation[];
  /** What a call belongs to; else the methods that its path has, none when there is no such path. */
  find(method: string, path: string): FoundOperation | { readonly allowed: readonly string[] };
}

export interface FoundOperation {
  readonly operation: Operation;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Opens a stored document. Throws the faults of `readDocument`. */
export function openMockContract(text: string, fileName: string): MockContract {
  const document = readDocument({ bytes: new TextEncoder().encode(text), fileName });
  const { root } = document;
  const contract = contractOf(document);
  const operations = listOperations(root);
  const byKey = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const methods = [...new Set(operations.map(({ method }) => method))];
  const match = (method: string, path: string): FoundOperation | null => {
    const found = contract.matchEndpoint(method, path);
    const operation = found && byKey.get(`${found.method} ${found.path}`);
    return found && operation ? { operation, pathParameters: found.pathParameters } : null;
  };
  return {
    name: `${contract.title} ${contract.version}`.trim(),
    root,
    contract,
    operations,
    find: (method, path) => {
      const found = match(method, path) ?? (method === 'HEAD' ? match('GET', path) : null);
      if (found) return found;
      const allowed = methods.filter((one) => match(one, path) !== null);
      if (allowed.includes('GET') && !allowed.includes('HEAD')) allowed.push('HEAD');
      return { allowed };
    },
  };
}

/** The answers that an operation lists, by status as the contract writes it. */
export function responsesOf({ root }: MockContract, { operation }: Operation): Map<string, JsonObject> {
  const listed = Object.entries(objectAt(operation, 'responses')).filter(([status]) => !status.startsWith('x-'));
  return new Map(listed.map(([status, response]) => [status, follow(root, response) ?? {}]));
}

/** `404`, else `4XX`, else `default`; null when the contract says nothing of that status. */
export function responseFor(responses: ReadonlyMap<string, JsonObject>, status: number): JsonObject | null {
  const range = `${Math.floor(status / 100)}XX`;
  for (const [key, response] of responses) if (key === String(status)) return response;
  for (const [key, response] of responses) if (key.toUpperCase() === range) return response;
  return responses.get('default') ?? null;
}

/** The status of a call that goes well. */
export function goodStatus(method: string, responses: ReadonlyMap<string, JsonObject>): number {
  const listed = [...responses.keys()]
    .filter((key) => /^[23]\d\d$/.test(key))
    .map(Number)
    .toSorted((a, b) => a - b);
  const usual = method === 'POST' ? 201 : method === 'DELETE' ? 204 : 200;
  if (listed.includes(usual)) return usual;
  return listed[0] ?? 200;
}

/** The `content` of an answer. */
export const contentOf = (response: JsonObject | null): JsonObject => objectAt(response, 'content');
