import type { z } from 'zod';

/** The parts of a zod schema that this reads. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly format?: string;
}

const definitionOf = (schema: z.ZodType): Definition => (schema as unknown as { readonly def: Definition }).def;

export interface Fill {
  /** The text for the string at a place; "" for one that is not to be touched. */
  readonly text: (path: string) => string;
  /** The id for a place. */
  readonly id: (path: string) => string;
}

/** An input that fits a schema, as far as it can be told: every string as `fill` says, lists with one item, of a choice the branch asked for. */
export function filledInput(schema: z.ZodType, fill: Fill, branch: number, path = ''): unknown {
  const def = definitionOf(schema);
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  switch (def.type) {
    case 'object':
      return Object.fromEntries(Object.entries(def.shape ?? {}).map(([key, one]) => [key, filledInput(one, fill, branch, at(key))]));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return def.innerType === undefined ? undefined : filledInput(def.innerType, fill, branch, path);
    case 'pipe':
      return def.in === undefined ? undefined : filledInput(def.in, fill, branch, path);
    case 'array':
      return def.element === undefined ? [] : [filledInput(def.element, fill, branch, at('0'))];
    case 'record':
      return def.valueType === undefined
        ? {}
        : { [fill.text(at('name')) || 'name']: filledInput(def.valueType, fill, branch, at('value')) };
    case 'union': {
      const options = def.options ?? [];
      const chosen = options[branch % Math.max(1, options.length)];
      return chosen === undefined ? undefined : filledInput(chosen, fill, Math.floor(branch / Math.max(1, options.length)), path);
    }
    case 'enum':
      return Object.values(def.entries ?? {})[branch % Math.max(1, Object.keys(def.entries ?? {}).length)];
    case 'literal':
      return def.values?.[0];
    case 'string': {
      const format = (schema as unknown as { readonly format?: string | null }).format ?? def.format;
      if (format === 'uuid' || format === 'guid') return fill.id(path);
      if (format === 'url') return `https://a.example/${encodeURIComponent(fill.text(path))}`;
      if (format === 'email') return `${fill.text(path) || 'a'}@a.example`;
      return fill.text(path);
    }
    case 'number':
    case 'int':
      return path.endsWith('At')
        ? Date.UTC(2026, 10, 22)
        : Math.max(1, (schema as unknown as { readonly minValue?: number | null }).minValue ?? 1);
    case 'boolean':
      return branch % 2 === 0;
    case 'file':
      return new File([fill.text(path)], `${fill.text(path) || 'a'}.json`, { type: 'application/json' });
    case 'null':
      return null;
    default:
      return undefined;
  }
}
