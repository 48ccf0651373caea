import { isObject } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

/** Where in a call a difference lies. */
export interface ChangePlace {
  readonly side: 'request' | 'answer' | 'operation';
  /** "request body", "answer 200", "query parameter", "security". */
  readonly place: string;
  /** "payment.fraudResult.results[]", or the parameter's name; empty at the top. */
  readonly field: string;
  /** What differs there: `property`, `item`, `type`, `enum`, `required`, `parameter`, `content` … */
  readonly keyword: string;
  /** Name of the property, status or media type that came or went. */
  readonly name: string;
  /** Where the schema that has the keyword stands, below the operation. */
  readonly owner: readonly (string | number)[];
}

type Path = readonly (string | number)[];

/** Reads the path of a difference below its operation. `operation` is both versions merged, to look names up in. */
export function placeOf(path: Path, operation: JsonValue): ChangePlace {
  const [head, second] = path;
  if (head === 'parameters') return parameterPlace(path, operation);
  if (head === 'requestBody') return contentPlace(path, 1, 'request', 'request body');
  if (head === 'responses') {
    if (second === undefined) return plain('answer', 'answers', 'answers', '');
    const place = `answer ${String(second)}`;
    if (path.length === 2) return plain('answer', 'answers', 'status', String(second));
    if (path[2] === 'headers') return plain('answer', place, 'header', String(path[3] ?? ''));
    return contentPlace(path, 2, 'answer', place);
  }
  return plain('operation', String(head ?? ''), String(head ?? ''), String(path.at(-1) ?? ''));
}

const plain = (side: ChangePlace['side'], place: string, keyword: string, name: string): ChangePlace => ({
  side,
  place,
  field: '',
  keyword,
  name,
  owner: [],
});

function parameterPlace(path: Path, operation: JsonValue): ChangePlace {
  const parameter = valueOnPath(operation, path.slice(0, 2));
  const name = isObject(parameter) && typeof parameter['name'] === 'string' ? parameter['name'] : '';
  const where = isObject(parameter) && typeof parameter['in'] === 'string' ? parameter['in'] : 'query';
  const place = where === 'header' ? 'request header' : where === 'cookie' ? 'cookie' : `${where} parameter`;
  if (path.length <= 2) return { ...plain('request', place, 'parameter', name), owner: path };
  if (path[2] === 'schema') return schemaPlace(path, 3, 'request', place, name);
  if (path[2] === 'required') return { ...plain('request', place, 'parameter required', name), owner: path };
  return { ...plain('request', place, String(path[2]), name), field: name };
}

function contentPlace(path: Path, at: number, side: 'request' | 'answer', place: string): ChangePlace {
  if (path.length === at) return plain(side, place, 'body', '');
  if (path[at] === 'required') return plain(side, place, 'body required', '');
  if (path[at] !== 'content') return plain(side, place, String(path[at]), '');
  if (path[at + 1] === undefined) return plain(side, place, 'content', '');
  const type = String(path[at + 1]);
  if (path[at + 2] === undefined) return plain(side, place, 'media type', type);
  if (path[at + 2] !== 'schema') return plain(side, place, String(path[at + 2]), type);
  return schemaPlace(path, at + 3, side, place, '');
}

const choices = new Set(['oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else', 'prefixItems']);

/** Walks a schema: names become the field, what is left at the end is the keyword. */
function schemaPlace(path: Path, from: number, side: 'request' | 'answer', place: string, start: string): ChangePlace {
  let field = start;
  let at = from;
  const end = (keyword: string, name = ''): ChangePlace => ({ side, place, field, keyword, name, owner: path.slice(0, at) });
  while (at < path.length) {
    const key = path[at];
    const next = path[at + 1];
    const isLast = at === path.length - 1;
    if (key === 'properties') {
      if (next === undefined) return end('properties');
      if (at + 2 === path.length) return end('property', String(next));
      field = field === '' ? String(next) : `${field}.${String(next)}`;
      at += 2;
    } else if (key === 'items' && !isLast) {
      field = `${field}[]`;
      at += 1;
    } else if ((key === 'additionalProperties' || key === 'patternProperties') && !isLast) {
      field = `${field}{}`;
      at += key === 'patternProperties' ? 2 : 1;
    } else if (typeof key === 'string' && choices.has(key) && path.length > at + 2) {
      at += 2;
    } else {
      return end(String(key), isLast ? '' : String(next));
    }
  }
  return end('schema');
}

/** The value at a path, or undefined. */
export function valueOnPath(root: JsonValue | undefined, path: Path): JsonValue | undefined {
  let value = root;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isObject(value) && Object.hasOwn(value, String(key))) value = value[String(key)];
    else return undefined;
  }
  return value;
}
