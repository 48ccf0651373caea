import { dynamicNames, dynamicWords } from '../../../../shared/domain/console/dynamic-values.ts';

export interface ValueName {
  readonly name: string;
  /** Where its value comes from, and the value. */
  readonly words: string;
}

type Values = Readonly<Record<string, string>>;

/** The names that may stand in `{{…}}` here, the nearest value of each first; those that are made on every send come last. */
export function valueNames(layers: readonly (readonly [words: string, values: Values])[]): ValueName[] {
  const found = new Map<string, string>();
  for (const [words, values] of layers)
    for (const [name, value] of Object.entries(values)) if (!found.has(name)) found.set(name, `${words}: ${value}`);
  return [...[...found].map(([name, words]) => ({ name, words })), ...dynamicNames.map((name) => ({ name, words: dynamicWords[name] }))];
}

/** What of a name is typed before the caret, behind its two braces; null where none is begun. Braces that are meant as they are begin none. */
export function nameBegun(before: string): string | null {
  const found = /(^|[^\\])\{\{[ \t]*([$\w.-]*)$/.exec(before);
  return found?.[2] ?? null;
}
