import { InvalidArgumentError } from 'commander';
import { grouped } from '../../shared/domain/grouped.ts';

/** Reads a whole number within bounds, for commander. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`It is a whole number from ${grouped(least)} to ${grouped(most)}.`);
    return value;
  };

/** Collects an option that may be given several times. */
export const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** Collects `name=value` (the value may hold more equals signs, or be empty); headers may also be written `Name: value`. */
export const collectPairs =
  (separator: RegExp, example: string) =>
  (text: string, earlier: readonly Pair[]): readonly Pair[] => {
    const found = separator.exec(text);
    const name = found ? text.slice(0, found.index).trim() : '';
    // The text itself is not repeated: it may be a secret that was pasted.
    if (!found || name === '') throw new InvalidArgumentError(`Write it like ${example}.`);
    return [...earlier, { name, value: text.slice(found.index + found[0].length) }];
  };
