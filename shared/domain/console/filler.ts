import { createDynamicValues, isDynamicName, type DynamicSource } from './dynamic-values.ts';
import { fillPlaceholders, readPlaceholders, type Placeholder } from './placeholders.ts';

/** Where a value came from, the nearest first; what is made on send has a name of its own kind and hides nothing. */
export const valueOrigins = ['this_send', 'request', 'environment', 'api', 'workspace'] as const;
export type LayerOrigin = (typeof valueOrigins)[number];
export type ValueOrigin = LayerOrigin | 'made_on_send';

type Values = Readonly<Record<string, string>>;

/** Values by where they were given. The nearer one holds. */
export interface VariableLayers {
  readonly thisSend: Values;
  readonly request: Values;
  readonly environment: Values;
  readonly api?: Values;
  readonly workspace?: Values;
}

export interface FilledValue {
  readonly name: string;
  readonly value: string;
  readonly origin: ValueOrigin;
  /** "body", "header X-Key", "path" ... */
  readonly places: readonly string[];
  /** Values of the same name in wider layers, the nearest first. */
  readonly hides: readonly { readonly origin: LayerOrigin; readonly value: string }[];
}

export type FillProblemKind = 'unclosed' | 'empty' | 'bad_name' | 'unknown' | 'control_character' | 'climbs' | 'not_json' | 'not_graphql';

export interface FillProblem {
  readonly kind: FillProblemKind;
  readonly name: string;
  /** "body", "header X-Key", "path", "query expand". */
  readonly place: string;
  readonly line: number;
  readonly column: number;
}

export type Escape = (
  value: string,
  placeholder: Placeholder,
  problem: (kind: FillProblemKind, placeholder: Placeholder) => void,
) => string;

/** Fills one request's texts one after the other, and remembers what was used where and what was missing. */
export interface Filler {
  text(text: string, place: string, escape: Escape): string;
  values(): FilledValue[];
  readonly problems: FillProblem[];
}

export function createFiller(layers: VariableLayers, source: DynamicSource): Filler {
  const make = createDynamicValues(source);
  const used = new Map<string, Omit<FilledValue, 'name' | 'places'> & { readonly places: Set<string> }>();
  const problems: FillProblem[] = [];
  const ordered: readonly (readonly [LayerOrigin, Values])[] = [
    ['this_send', layers.thisSend],
    ['request', layers.request],
    ['environment', layers.environment],
    ['api', layers.api ?? {}],
    ['workspace', layers.workspace ?? {}],
  ];
  const find = (name: string): Omit<FilledValue, 'name' | 'places'> | null => {
    if (isDynamicName(name)) return { value: make(name), origin: 'made_on_send', hides: [] };
    const [nearest, ...hides] = ordered.flatMap(([origin, values]) =>
      Object.hasOwn(values, name) ? [{ origin, value: values[name] ?? '' }] : [],
    );
    return nearest ? { ...nearest, hides } : null;
  };
  return {
    problems,
    values: () => [...used].map(([name, { places, ...value }]) => ({ name, ...value, places: [...places] })),
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
