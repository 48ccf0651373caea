import type { GuardedPlace } from '../../../shared/contract/guarded-place.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Engine } from '../engine.ts';

/** "Sandbox of Adyen Checkout, Production of Shopify Admin". */
export const environmentWords = (environments: readonly { readonly name: string; readonly apiWords: string }[]): string =>
  environments.map(({ name, apiWords }) => `${name} of ${apiWords}`).join(', ');

/** A production environment in which a flow changes something. */
export interface Guarded {
  readonly id: string;
  /** What confirms it: its name, with its API's where another one of the flow has the same. */
  readonly name: string;
  readonly apiWords: string;
  /** What it changes there, in words, each once. */
  readonly effects: readonly string[];
}

/** Each with a name that no other one has, so that one word never confirms two vendors. */
export function namedApart(guarded: readonly Guarded[]): Guarded[] {
  return guarded.map((one) => {
    const isAlone = guarded.every(({ id, name }) => id === one.id || name !== one.name);
    return isAlone ? one : { ...one, name: `${one.name} of ${one.apiWords}` };
  });
}

/**
 * The production environments in which a run may change something: those that were named, and those that are unlocked for the person now.
 * Asked once, for the whole run. Throws when one is neither.
 */
export function allowedIn(
  { console }: Pick<Engine, 'console'>,
  personId: string | null,
  guarded: readonly Guarded[],
  confirmed: readonly string[],
  what: { readonly flowName: string; readonly rows: number },
): string[] {
  const open = guarded.filter(({ id, name }) => !confirmed.includes(name) && console.guard.unlockedUntil(personId, id) === null);
  if (open.length === 0) return guarded.map(({ name }) => name);
  const names = open.map(({ name }) => name).join(', ');
  throw new Fault('production_guarded', {
    happened: `“${what.flowName}” changes something in ${open.map(inFull).join(', ')}, which is production, for ${rowsWords(what.rows)}.`,
    remedy: `To run it, confirm it by name: ${names} (in the terminal: --yes-production "${open[0]?.name ?? ''}"). Nothing was sent.`,
    details: { environments: open.map(({ name }) => name), environment: open[0]?.name },
  });
}

/** As it is asked about. */
export const placesOf = (guarded: readonly Guarded[]): GuardedPlace[] =>
  guarded.map((one) => ({ name: one.name, words: inFull(one), effects: [...one.effects] }));

const inFull = ({ name, apiWords }: Pick<Guarded, 'name' | 'apiWords'>): string =>
  name.endsWith(` of ${apiWords}`) ? name : `${name} of ${apiWords}`;

export const rowsWords = (rows: number): string => `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`;
