import { comparedShape } from './compared-shape.ts';
import { valueOnPath } from './change-place.ts';
import { NotWellFormed, operationChanges, OutOfTime, type Found } from './compare-operation.ts';
import type { ChangeLevel, Comparison, ContractChange, NewDeprecation } from './contract-change.ts';
import { objectAt, ownValue, textAt } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { listOperations, type Operation } from './operations.ts';
import { ReachedParts } from './reached-parts.ts';

export interface CompareOptions {
  readonly progress?: (fraction: number) => void;
  /** After so many milliseconds, changed operations are named but no longer looked into. */
  readonly budgetMs?: number;
  readonly clock?: () => number;
}

/**
 * What changed between two contracts of one API for whoever calls it. Both documents in the shape of OpenAPI 3.1 (`readDocument`'s root).
 * Operations are matched by method and path, whatever the path's parameters are called; api-smart-diff compares each pair, and
 * `judge-change.ts` says what a difference means.
 */
export function compareContracts(before: JsonObject, after: JsonObject, options: CompareOptions = {}): Comparison {
  const { budgetMs = 45_000, clock = () => performance.now() } = options;
  const started = clock();
  const older = byKey(listOperations(before));
  const newer = byKey(listOperations(after));
  const shapes = { before: comparedShape(before), after: comparedShape(after) };
  const reached = { before: new ReachedParts(shapes.before), after: new ReachedParts(shapes.after) };
  const changes: ContractChange[] = [...serverChanges(before, after)];
  const deprecations: NewDeprecation[] = [];
  let skipped = 0;
  let done = 0;
  for (const [key, operation] of older) {
    if (!newer.has(key)) changes.push({ ...endpointOf(operation), level: 'breaking', place: '', words: 'no longer in the contract' });
  }
  for (const [key, operation] of newer) {
    options.progress?.((done += 1) / newer.size);
    const former = older.get(key);
    const deprecation = newDeprecation(former, operation);
    if (deprecation) deprecations.push(deprecation);
    if (!former) {
      changes.push({ ...endpointOf(operation), level: 'safe', place: '', words: 'new in the contract' });
      continue;
    }
    if (former.path !== operation.path)
      changes.push({ ...endpointOf(operation), level: 'safe', place: '', words: `written ${former.path} before` });
    const pair = { before: asCompared(shapes.before, former), after: asCompared(shapes.after, operation) };
    if (reached.before.textOf(pair.before) === reached.after.textOf(pair.after)) continue;
    if (clock() - started > budgetMs) {
      skipped += 1;
      changes.push({ ...endpointOf(operation), ...tooLarge });
      continue;
    }
    const until = Math.min(clock() + operationMs, started + budgetMs);
    try {
      for (const change of operationChanges(shapes, pair, until, clock)) changes.push({ ...endpointOf(operation), ...change });
    } catch (error) {
      if (!(error instanceof OutOfTime || error instanceof NotWellFormed || isTooDeep(error))) throw error;
      skipped += 1;
      changes.push({ ...endpointOf(operation), ...(error instanceof NotWellFormed ? notWellFormed : tooLarge) });
    }
  }
  return { changes: distinct(changes), deprecations, skipped };
}

/** Longest that one operation is looked into. */
const operationMs = 5_000;
const notWellFormed: Found = { level: 'risky', place: '', words: 'changed; not written as OpenAPI wants it, so not compared in detail' };
const tooLarge: Found = { level: 'risky', place: '', words: 'changed; too large to be compared in detail' };

/** Shapes that lead into each other far down use up the stack before the time; to a reader that is the same. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && error.message.includes('call stack');

const endpointOf = ({ method, path }: Operation): { method: string; path: string } => ({ method, path });

/** Operations by method and path, in which `{id}` and `{orderId}` are the same. */
const byKey = (operations: readonly Operation[]): Map<string, Operation> =>
  new Map(operations.map((operation) => [`${operation.method} ${operation.path.replaceAll(/\{[^}]*\}/g, '{}')}`, operation]));

function newDeprecation(former: Operation | undefined, { method, path, operation }: Operation): NewDeprecation | null {
  const sunset = textAt(operation, 'x-sunset');
  const deprecatedAt = textAt(operation, 'x-deprecated-at');
  if (ownValue(operation, 'deprecated') !== true && sunset === null) return null;
  const wasSaid =
    former !== undefined &&
    (ownValue(former.operation, 'deprecated') === true) === (ownValue(operation, 'deprecated') === true) &&
    textAt(former.operation, 'x-sunset') === sunset;
  return wasSaid ? null : { method, path, sunset, deprecatedAt };
}

/** The operation alone, with its path's parameters, as it is compared; path parameters go by their place, not by their name. */
function asCompared(shape: JsonObject, { method, path }: Operation): JsonObject {
  const item = objectAt(objectAt(shape, 'paths'), path);
  const operation = objectAt(item, method.toLowerCase());
  const shared = ownValue(item, 'parameters');
  const own = ownValue(operation, 'parameters');
  const parameters = [...(Array.isArray(shared) ? shared : []), ...(Array.isArray(own) ? own : [])].map((one) => resolved(shape, one));
  const kept = parameters.filter((one) => textAt(one, 'in') !== 'path');
  return {
    ...operation,
    ...(kept.length > 0 ? { parameters: kept } : {}),
    ...(kept.length === 0 && 'parameters' in operation ? { parameters: [] } : {}),
  };
}

function resolved(shape: JsonObject, node: JsonValue): JsonValue {
  const ref = textAt(node, '$ref');
  return ref?.startsWith('#/components/parameters/') ? (valueOnPath(shape, ref.slice(2).split('/')) ?? node) : node;
}

function serverChanges(before: JsonObject, after: JsonObject): ContractChange[] {
  const urls = (root: JsonObject): string[] => {
    const servers = ownValue(root, 'servers');
    return (Array.isArray(servers) ? servers : []).map((one) => textAt(one, 'url') ?? '').filter((url) => url !== '');
  };
  const [was, is] = [urls(before), urls(after)];
  const gone = was.filter((url) => !is.includes(url));
  const added = is.filter((url) => !was.includes(url));
  if (gone.length === 0) return [];
  const words = added.length === 0 ? `base URL ${gone.join(', ')} is gone` : `base URL was ${gone.join(', ')}, is ${added.join(', ')}`;
  return [{ level: 'risky', method: null, path: null, place: '', words }];
}

const rank: Readonly<Record<ChangeLevel, number>> = { breaking: 0, risky: 1, safe: 2 };

/** Each change once, the worst first; shapes that are used in several places of one call say the same thing only once. */
function distinct(changes: readonly ContractChange[]): ContractChange[] {
  const found = new Map<string, ContractChange>();
  for (const change of changes) {
    const key = `${change.method} ${change.path} ${change.place} ${change.words}`;
    const known = found.get(key);
    if (!known || rank[change.level] < rank[known.level]) found.set(key, change);
  }
  return [...found.values()].toSorted(
    (a, b) => rank[a.level] - rank[b.level] || `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`),
  );
}
