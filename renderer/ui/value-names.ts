import { dynamicNames, dynamicWords } from '../../shared/domain/console/dynamic-values.ts';
import { readPlaceholders, type Placeholder } from '../../shared/domain/console/placeholders.ts';
import { isSecretParameter } from '../../shared/domain/redaction/parameter-names.ts';

/** A name that may stand in `{{…}}`. */
export interface ValueName {
  readonly name: string;
  /** What it stands for, as it may be shown; null where only a send or a run makes it. */
  readonly value: string | null;
  /** "Sandbox", "this request", "captured by “Create payment”". */
  readonly from: string;
}

type Values = Readonly<Record<string, string>>;

const dots = '••••••';

/** A value as it may be shown beside its name: dots for what sounds like a secret. */
const shown = (name: string, value: string): string => (value !== '' && isSecretParameter(name, value) ? dots : value);

/** The names of several places, the nearest value of each first. */
export function nearestFirst(...places: readonly (readonly ValueName[])[]): ValueName[] {
  const found = new Map<string, ValueName>();
  for (const one of places.flat()) if (!found.has(one.name)) found.set(one.name, one);
  return [...found.values()];
}

/** The names that layers of values give, the nearest layer first. */
export function namesOf(layers: readonly (readonly [from: string, values: Values])[]): ValueName[] {
  return nearestFirst(
    ...layers.map(([from, values]) => Object.entries(values).map(([name, value]) => ({ name, value: shown(name, value), from }))),
  );
}

/** Those that are made on every send. */
export const madeOnSend: readonly ValueName[] = dynamicNames.map((name) => ({ name, value: null, from: dynamicWords[name] }));

/** What of a name is typed before the caret, behind its two braces; null where none is begun. Braces that are meant as they are begin none. */
export function nameBegun(before: string): string | null {
  const found = /(^|[^\\])\{\{[ \t]*([$\w.-]*)$/.exec(before);
  return found?.[2] ?? null;
}

const mostOffered = 100;

/** The names that what is typed may become: those that begin with it before those that only hold it. */
export function namesFor(names: readonly ValueName[], begun: string): readonly ValueName[] {
  const typed = begun.toLowerCase();
  const holding = names.filter(({ name }) => name.toLowerCase().includes(typed));
  const begins = ({ name }: ValueName): boolean => name.replace(/^\$/, '').toLowerCase().startsWith(typed.replace(/^\$/, ''));
  return [...holding.filter(begins), ...holding.filter((one) => !begins(one))].slice(0, mostOffered);
}

/** What is written over which part of a text when a begun name is taken: the braces are closed, or were closed already. */
export function takingOf(
  text: string,
  caret: number,
  name: string,
): { readonly from: number; readonly to: number; readonly insert: string } {
  const begun = nameBegun(text.slice(0, caret)) ?? '';
  const rest = /^[$\w.-]*[ \t]*\}\}/.exec(text.slice(caret))?.[0].length ?? 0;
  return { from: caret - begun.length, to: caret + rest, insert: `${name}}}` };
}

/** The whole `{{names}}` of a text that a caret stands in or a selection touches. */
export function namesBetween(text: string, from: number, to: number): readonly Placeholder[] {
  if (!text.includes('{{')) return [];
  return readPlaceholders(text).found.filter(({ start, end }) => from < end && to > start);
}
