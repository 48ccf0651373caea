import { compareOpenApi, openapi3Rules } from 'api-smart-diff';
import { placeOf, valueOnPath, type ChangePlace } from './change-place.ts';
import type { ChangeLevel, ContractChange } from './contract-change.ts';
import { objectAt } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { judgeChange } from './judge-change.ts';

export type Found = Pick<ContractChange, 'level' | 'place' | 'words'>;

const levels: Readonly<Record<string, ChangeLevel>> = {
  breaking: 'breaking',
  'non-breaking': 'safe',
  annotation: 'safe',
  deprecated: 'risky',
  unclassified: 'risky',
};

/** Thrown when an operation is not compared by the time it was given. */
export class OutOfTime extends Error {}

/** Thrown when an operation is not written as OpenAPI wants it: api-smart-diff takes for granted that `properties` is no null. */
export class NotWellFormed extends Error {}

/**
 * The document's parts, which look at the clock each time a reference is followed: shapes that refer to each other can be walked in
 * exponentially many ways, and api-smart-diff has no way to be stopped.
 */
function timed(shape: JsonObject, until: number, clock: () => number): JsonObject {
  const components = objectAt(shape, 'components');
  const watched = new Proxy(objectAt(components, 'schemas'), {
    get: (schemas, name) => {
      if (clock() > until) throw new OutOfTime('the operation is too large');
      return Reflect.get(schemas, name) as JsonValue;
    },
  });
  return { ...components, schemas: watched };
}

function compared<T>(compare: () => T): T {
  try {
    return compare();
  } catch (error) {
    throw error instanceof TypeError ? new NotWellFormed(error.message, { cause: error }) : error;
  }
}

/**
 * What changed in one operation, alone in both documents. Throws `NotWellFormed` and `OutOfTime` when it takes longer than `until`.
 */
export function operationChanges(
  shapes: { before: JsonObject; after: JsonObject },
  pair: { before: JsonObject; after: JsonObject },
  until: number,
  clock: () => number,
): Found[] {
  const alone = (shape: JsonObject, operation: JsonObject): JsonObject => ({
    openapi: '3.1.0',
    paths: { '/': { post: operation } },
    components: timed(shape, until, clock),
  });
  // The rules keep what they have seen: each comparison takes its own.
  const rules = { ...openapi3Rules(), '/components': { skip: true } };
  const { diffs, merged } = compared(() => compareOpenApi(alone(shapes.before, pair.before), alone(shapes.after, pair.after), { rules }));
  const operation: JsonValue = valueOnPath(merged as JsonObject, ['paths', '/', 'post']) ?? null;
  const own = diffs.filter(({ path }) => path[0] === 'paths' && path.length > 3).map((diff) => ({ ...diff, path: diff.path.slice(3) }));
  const places = own.map((diff) => placeOf(diff.path, operation));
  const newlyRequired = requiredNames(own, places);
  const found = own.flatMap((diff, index): Found[] => {
    const at = places[index];
    if (!at) return [];
    const owner = pointerOf(at);
    const names = newlyRequired.get(owner) ?? none;
    const isSaidWithProperty =
      at.keyword === 'required' &&
      diff.action === 'add' &&
      typeof diff.after === 'string' &&
      own.some(
        (other, n) =>
          other.action === 'add' && places[n]?.keyword === 'property' && places[n].name === diff.after && pointerOf(places[n]) === owner,
      );
    if (isSaidWithProperty) return [];
    const judged = judgeChange({
      action: diff.action === 'rename' ? 'replace' : diff.action,
      at,
      before: diff.before as JsonValue | undefined,
      after: diff.after as JsonValue | undefined,
      suggested: levels[diff.type] ?? 'risky',
      owner: valueOnPath(operation, at.owner) ?? null,
      newlyRequired: names,
    });
    return judged ? [{ ...judged, place: at.side === 'operation' ? '' : at.place }] : [];
  });
  return collapsed(found);
}

/** So many places of one call are named each; of more, the shortest stands for all. */
const namedPlaces = 3;

/** One change of a shape shows in every place where the call uses the shape. */
function collapsed(found: readonly Found[]): Found[] {
  const groups = new Map<string, Map<string, Found>>();
  for (const change of found) {
    const key = `${change.level} ${change.place} ${change.words.replace(/“[^”]*\.([^.”]+)”/, '“$1”')}`;
    const group = groups.get(key) ?? new Map<string, Found>();
    groups.set(key, group.set(change.words, change));
  }
  return [...groups.values()].flatMap((group): Found[] => {
    const list = [...group.values()];
    if (list.length <= namedPlaces) return list;
    const [shortest] = list.toSorted((a, b) => a.words.length - b.words.length);
    return shortest ? [{ ...shortest, words: `${shortest.words}, and so in ${list.length - 1} other places` }] : [];
  });
}

const none: ReadonlySet<string> = new Set();
const pointerOf = ({ owner }: ChangePlace): string => owner.join('\n');

/** Names that became required, by the schema that requires them. */
function requiredNames(diffs: readonly { action: string; after?: unknown }[], places: readonly ChangePlace[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  diffs.forEach(({ action, after }, index) => {
    const at = places[index];
    if (at?.keyword !== 'required' || action === 'remove') return;
    const known = names.get(pointerOf(at)) ?? new Set<string>();
    for (const name of Array.isArray(after) ? after : [after]) if (typeof name === 'string') known.add(name);
    names.set(pointerOf(at), known);
  });
  return names;
}
