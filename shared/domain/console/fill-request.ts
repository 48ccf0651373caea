import { createDynamicValues, isDynamicName, type DynamicSource } from './dynamic-values.ts';
import { insideJsonString } from './json-place.ts';
import { fillPlaceholders, readPlaceholders, type Placeholder } from './placeholders.ts';

/** Where a value came from, the nearest first: given for this send, in the request, in the environment, made on send. */
export type ValueOrigin = 'this_send' | 'request' | 'environment' | 'made_on_send';

export interface FilledValue {
  readonly name: string;
  readonly value: string;
  readonly origin: ValueOrigin;
  /** "body", "header X-Key", "path" ... */
  readonly places: readonly string[];
}

export interface VariableLayers {
  readonly thisSend: Readonly<Record<string, string>>;
  readonly request: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** The parts of a request that may hold `{{names}}`. */
export interface Fillable {
  readonly path: string;
  readonly parameters: readonly { readonly in: 'path' | 'query' | 'header'; readonly name: string; readonly value: string }[];
  readonly mediaType: string | null;
  readonly body: string | null;
}

export type FillProblemKind = 'unclosed' | 'empty' | 'bad_name' | 'unknown' | 'control_character' | 'climbs' | 'not_json';

export interface FillProblem {
  readonly kind: FillProblemKind;
  readonly name: string;
  /** "body", "header X-Key", "path", "query expand". */
  readonly place: string;
  readonly line: number;
  readonly column: number;
}

export interface Filled<T> {
  readonly request: T;
  readonly values: readonly FilledValue[];
  readonly problems: readonly FillProblem[];
}

/**
 * Puts a value into every `{{name}}` of a request. A value is escaped for where it stands: as one segment of the path,
 * inside a JSON string, in a form; in a header it may hold no control character. What cannot be filled in stays and is a problem.
 */
export function fillRequest<T extends Fillable>(request: T, layers: VariableLayers, source: DynamicSource): Filled<T> {
  const fill = createFiller(layers, source);
  const path = fill.text(request.path, 'path', (value, placeholder, problem) => {
    if (/^\.*$/.test(value)) problem('climbs', placeholder);
    return encodeURIComponent(value);
  });
  const parameters = request.parameters.map((parameter) => ({
    ...parameter,
    value: fill.text(parameter.value, `${parameter.in} ${parameter.name}`, (value, placeholder, problem) => {
      // eslint-disable-next-line no-control-regex
      if (parameter.in === 'header' && /[\u0000-\u001f\u007f]/.test(value)) problem('control_character', placeholder);
      return value;
    }),
  }));
  const body = request.body === null ? null : fillBody(fill, request.body, request.mediaType);
  return { request: { ...request, path, parameters, body }, values: fill.values(), problems: fill.problems };
}

type Escape = (value: string, placeholder: Placeholder, problem: (kind: FillProblemKind, placeholder: Placeholder) => void) => string;

interface Filler {
  text(text: string, place: string, escape: Escape): string;
  values(): FilledValue[];
  readonly problems: FillProblem[];
}

function createFiller(layers: VariableLayers, source: DynamicSource): Filler {
  const make = createDynamicValues(source);
  const used = new Map<string, { value: string; origin: ValueOrigin; places: Set<string> }>();
  const problems: FillProblem[] = [];
  const find = (name: string): { value: string; origin: ValueOrigin } | null => {
    if (isDynamicName(name)) return { value: make(name), origin: 'made_on_send' };
    const layer = (
      [
        ['this_send', layers.thisSend],
        ['request', layers.request],
        ['environment', layers.environment],
      ] as const
    ).find(([, values]) => Object.hasOwn(values, name));
    return layer ? { value: layer[1][name] ?? '', origin: layer[0] } : null;
  };
  return {
    problems,
    values: () => [...used].map(([name, { value, origin, places }]) => ({ name, value, origin, places: [...places] })),
    text: (text, place, escape) => {
      const { found, fault } = readPlaceholders(text);
      if (fault) problems.push({ kind: fault.kind, name: fault.text, place, line: fault.line, column: fault.column });
      return fillPlaceholders(text, found, (placeholder) => {
        const raw = text.slice(placeholder.start, placeholder.end);
        const lines = text.slice(0, placeholder.start).split('\n');
        const problem = (kind: FillProblemKind): void =>
          void problems.push({ kind, name: placeholder.name, place, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
        const value = find(placeholder.name);
        if (!value) {
          problem('unknown');
          return raw;
        }
        const known = used.get(placeholder.name);
        if (known) known.places.add(place);
        else used.set(placeholder.name, { ...value, places: new Set([place]) });
        return escape(value.value, placeholder, problem);
      });
    },
  };
}

function fillBody(fill: Filler, body: string, mediaType: string | null): string {
  const type = (mediaType ?? 'application/json').toLowerCase();
  if (type.includes('x-www-form-urlencoded')) return fill.text(body, 'body', (value) => encodeURIComponent(value));
  if (!/[/+]json\b/.test(type)) return fill.text(body, 'body', (value) => value);
  const { found } = readPlaceholders(body);
  const inside = insideJsonString(
    body,
    found.map(({ start }) => start),
  );
  const isInside = new Map(found.map(({ start }, index) => [start, inside[index] ?? false]));
  return fill.text(body, 'body', (value, placeholder, problem) => {
    if (isInside.get(placeholder.start)) return JSON.stringify(value).slice(1, -1);
    if (!isJson(value)) problem('not_json', placeholder);
    return value;
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not a value of JSON: it belongs in quotes.
    return false;
  }
}
