import type { Capture, Check } from '../flows/flow-spec.ts';
import { captureWords, checkWords } from '../flows/check-words.ts';
import { isVariableName } from '../console/placeholders.ts';
import { convertName } from './foreign-placeholders.ts';
import type { ImportedCapture, ImportedCheck } from './imported.ts';

const longest = { path: 400, value: 4_000 };

/** A check that was read, in the vocabulary of flows; null for one that is longer than a check may be. */
export function asCheck({ what, at, how, value }: ImportedCheck): Check | null {
  const written =
    how === 'exists'
      ? value === false
        ? 'false'
        : ''
      : how === 'in'
        ? listText(value)
        : typeof value === 'string'
          ? value
          : JSON.stringify(value);
  return at.length > longest.path || written.length > longest.value ? null : { of: what, path: at, op: how, value: written };
}

/** "open, paid"; as JSON where a comma or a blank at an end would be read otherwise. */
function listText(value: unknown): string {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  const written = list.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const isPlain = list.every((one) => typeof one !== 'object') && written.every((one) => !/,|^\s|\s$|^\[|^$/.test(one));
  return isPlain ? written.join(', ') : JSON.stringify(list);
}

/** A capture that was read, as a flow has it; null for a name that none may have. */
export function asCapture({ name, from, at }: ImportedCapture): Capture | null {
  const known = convertName(name);
  return !isVariableName(known) || known.length > 80 || at.length > longest.path ? null : { name: known, from, path: at, isSecret: false };
}

/** What later requests take from the answer, in words: a note, until somebody makes a flow of it. */
export function captureNote(captures: readonly ImportedCapture[]): string {
  const known = captures.map(asCapture).filter((one) => one !== null);
  return known.length === 0 ? '' : `For a flow, take from its answer:\n${known.map((one) => `- ${captureWords(one)}`).join('\n')}`;
}

export const importedCheckWords = (check: ImportedCheck): string => {
  const known = asCheck(check);
  return known === null ? '' : checkWords(known);
};
