import { seededRandom, oneOf } from '../../../shared/domain/mock/seeded-random.ts';
import { isObject, ownValue } from '../openapi/json-value.ts';
import type { JsonObject, JsonValue } from '../openapi/json-value.ts';
import type { BodyWish } from './answer-body.ts';
import { filledPath, type Place } from './collections.ts';
import type { FoundOperation } from './mock-contract.ts';
import { idFieldOf, laidOver, listOf, patched, type MockRecords } from './records.ts';

/** What a run knows of a call's records: how its answer is made, or that there is no such record. */
export type RecordAnswer =
  | { readonly kind: 'unknown'; readonly words: string }
  | {
      readonly kind: 'known';
      readonly wish: Pick<BodyWish, 'known' | 'knownWords' | 'shapes'>;
      /** Keeps what the answer made, once it is made; the words say what happened. */
      readonly keep: (answered: JsonValue | null) => { readonly words: string | null; readonly location: string | null };
    };

interface Kept {
  readonly shown: JsonValue;
  readonly whole: JsonObject;
}

const nothingToKeep = () => ({ words: null, location: null });

/** How a call on a collection, an item or something below it is answered from what was created in this run. */
export function recordAnswer(
  records: MockRecords,
  { operation, pathParameters }: FoundOperation,
  { collection, role }: Place,
  body: JsonValue | undefined,
  number: number,
): RecordAnswer {
  const { method } = operation;
  const where = filledPath(collection.path, pathParameters);
  if (role === 'collection') {
    if (method === 'POST') return creating(records, where, collection.parameter, body, number);
    if (method !== 'GET' && method !== 'HEAD') return { kind: 'known', wish: {}, keep: nothingToKeep };
    const kept = records.list(where).map(keptOf);
    const shape = (pick: (one: Kept, item: JsonValue | undefined) => JsonObject) => (value: JsonValue) =>
      listOf(
        value,
        kept.map((one) => pick(one, itemOf(value))),
      );
    return {
      kind: 'known',
      wish: {
        shapes: [
          shape(({ shown, whole }) => (isObject(shown) ? shown : whole)),
          shape(({ whole }, item) => (isObject(item) ? (laidOver(item, whole, true) as JsonObject) : whole)),
        ],
      },
      keep: () => ({ words: `the ${kept.length} created in this run`, location: null }),
    };
  }
  const id = pathParameters[collection.parameter] ?? '';
  const record = records.get(where, id);
  if (record === null && !(role === 'item' && method === 'PUT')) {
    return {
      kind: 'unknown',
      words: records.wasRemoved(where, id)
        ? `${id} was removed in this run.`
        : `Nothing with the id ${id} was created in this run: POST ${collection.path} makes one.`,
    };
  }
  const { shown, whole } = record === null ? { shown: null, whole: {} } : keptOf(record);
  const put = (next: Kept): void => records.put(where, id, { shown: next.shown, whole: next.whole });
  if (role === 'below') {
    const field = idFieldOf(shown, collection.parameter);
    return {
      kind: 'known',
      wish: {
        shapes: [(value) => laidOver(value, whole, true), (value) => (field === null ? value : laidOver(value, { [field]: id }, true))],
      },
      keep: nothingToKeep,
    };
  }
  switch (method) {
    case 'DELETE':
      return {
        kind: 'known',
        wish: { known: [shown] },
        keep: () => {
          records.remove(where, id);
          return { words: `removed ${id}`, location: null };
        },
      };
    case 'PUT':
    case 'PATCH':
    case 'POST': {
      const change = body === undefined ? {} : body;
      const nextWhole =
        method === 'PUT' ? { ...(isObject(change) ? change : {}), ...idsOf(whole, collection.parameter, id) } : patched(whole, change);
      const nextShown = isObject(shown)
        ? method === 'PUT'
          ? laidOver(shown, nextWhole, true)
          : patched(shown, Array.isArray(change) ? change : laidOver({}, change, false))
        : nextWhole;
      return {
        kind: 'known',
        wish: {
          known: record === null ? [] : [nextShown],
          knownWords: 'created in this run',
          shapes: [(value) => laidOver(value, nextWhole, true)],
        },
        keep: (answered) => {
          put({ shown: isObject(answered) ? answered : nextShown, whole: nextWhole });
          return { words: record === null ? `created ${id}` : `changed ${id}`, location: null };
        },
      };
    }
    default:
      return {
        kind: 'known',
        wish: { known: [shown, whole], knownWords: 'created in this run', shapes: [(value) => laidOver(value, whole, true)] },
        keep: () => ({ words: `${id}, created in this run`, location: null }),
      };
  }
}

function creating(records: MockRecords, where: string, parameter: string, body: JsonValue | undefined, number: number): RecordAnswer {
  const shape = (value: JsonValue): JsonValue => {
    const laid = isObject(body) ? laidOver(value, body, true) : value;
    const field = idFieldOf(laid, parameter);
    // A contract may leave the id out of what it requires; without one nobody could come back to the record.
    if (field === null) return isObject(laid) ? { id: another('0000000000ABCDEFG', `${where} ${number}`), ...laid } : laid;
    const made = ownValue(laid, field);
    // The contract's example has one id; every record needs its own.
    const isTaken = records.get(where, idText(made)) !== null || records.wasRemoved(where, idText(made));
    return isTaken && made !== undefined ? laidOver(laid, { [field]: another(made, `${where} ${number}`) }, true) : laid;
  };
  return {
    kind: 'known',
    wish: { shapes: [shape] },
    keep: (answered) => {
      const field = answered === null ? null : idFieldOf(answered, parameter);
      const id = field === null ? `mock-${number}` : idText(ownValue(answered, field));
      const whole = laidOver(isObject(body) ? body : {}, isObject(answered) ? answered : {}, false) as JsonObject;
      records.put(where, id, { shown: answered ?? whole, whole });
      return { words: `created ${id}`, location: `${where}/${encodeURIComponent(id)}` };
    },
  };
}

const keptOf = (record: JsonObject): Kept => {
  const whole = ownValue(record, 'whole');
  return { shown: ownValue(record, 'shown') ?? null, whole: isObject(whole) ? whole : {} };
};

function idsOf(whole: JsonObject, parameter: string, id: string): JsonObject {
  const field = idFieldOf(whole, parameter) ?? 'id';
  return { [field]: ownValue(whole, field) ?? id };
}

const idText = (value: JsonValue | undefined): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function itemOf(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) return value[0];
  if (!isObject(value)) return undefined;
  return Object.values(value).find((field) => Array.isArray(field) && field.length > 0 && isObject(field[0]))?.[0 as never];
}

/** An id of the same look: digits stay digits, letters letters, hex stays hex. */
function another(id: JsonValue, seed: string): JsonValue {
  const random = seededRandom(seed);
  if (typeof id === 'number') return id + 1 + Math.floor(random() * 1_000_000);
  if (typeof id !== 'string') return id;
  const isHex = /^[0-9a-f-]+$/.test(id);
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/[0-9]/, '0123456789'],
    [/[a-z]/, isHex ? 'abcdef' : 'abcdefghijklmnopqrstuvwxyz'],
    [/[A-Z]/, /^[0-9A-F-]+$/.test(id) ? 'ABCDEF' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ];
  // The first letters often say what it is ("pay_", a UUID's version stands at the 15th).
  const from = /^[a-z]+_/i.exec(id)?.[0].length ?? 0;
  return Array.from(id)
    .map((letter, at) =>
      at < from || (isHex && at === 14)
        ? letter
        : (oneOf(random, Array.from(kinds.find(([kind]) => kind.test(letter))?.[1] ?? letter)) ?? letter),
    )
    .join('');
}
