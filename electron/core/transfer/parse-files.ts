import { isFault, Fault, type Place } from '../../../shared/contract/errors.ts';
import type { TransferFile } from '../../../shared/contract/transfer.ts';
import { findJsonError, lineAndColumn } from '../openapi/json-text.ts';
import { parseText } from '../openapi/parse-text.ts';

/** Nesting beyond this is no collection of requests. */
const deepest = 500;

/** A JSON or YAML file as a value. A fault names the line and column where it stops being one. */
export function parseFile({ path, text }: TransferFile): unknown {
  const unmarked = text.replace(/^\uFEFF/, '');
  if (unmarked.trim() === '') throw notReadable(path, 'is empty');
  if (unmarked.includes('\u0000') || unmarked.slice(0, 2_000).includes('\uFFFD')) throw notReadable(path, 'is not text in UTF-8');
  if (!/^\s*[[{]/.test(unmarked)) return parseYaml(path, unmarked);
  try {
    const value = JSON.parse(unmarked) as unknown;
    if (depthOf(unmarked) > deepest) throw notReadable(path, `is nested more than ${deepest} levels deep`);
    return value;
  } catch (error) {
    if (isFault(error)) throw error;
    const found = findJsonError(unmarked);
    const place = lineAndColumn(unmarked, found?.offset ?? unmarked.length);
    const expected = found ? `expected ${found.expected}` : 'it is nested too deep';
    throw notReadable(path, `is not valid JSON: ${expected} at line ${place.line}, column ${place.column}`, place);
  }
}

function parseYaml(path: string, text: string): unknown {
  try {
    return parseText(new TextEncoder().encode(text), nameOf(path)).value;
  } catch (error) {
    if (!isFault(error)) throw error;
    const { code, place, ...words } = error.data;
    throw new Fault(code, {
      ...words,
      remedy: 'Correct it at that place, or export it again. Nothing was changed.',
      place: path === '' ? placeInText(place) : place,
    });
  }
}

const placeInText = ({ file: _file, ...place }: Place = {}): Place => place;

/** How deep the brackets of a JSON text go; texts in quotes are left out. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') most = Math.max(most, (depth += 1));
    else if (token === '}' || token === ']') depth -= 1;
  }
  return most;
}

/** What a file is called; what was pasted or came from another program has no name. */
export const nameOf = (path: string): string => (path === '' ? 'The text' : path);

/** A fault that says what is wrong with a file, or with a text that has no file (`''`), and where. */
export function notReadable(path: string, what: string, place: Omit<Place, 'file'> = {}): Fault {
  const takes = 'Postman, Insomnia, Bruno or a browser wrote';
  const choice = path === '' ? `Give what ${takes}, or curl commands` : `Choose a file that ${takes}`;
  return new Fault('not_a_document', {
    happened: `${nameOf(path)} ${what}.`,
    remedy: `${choice}${place.line === undefined ? '' : ', or correct it at that place'}. Nothing was changed.`,
    place: { ...(path === '' ? {} : { file: path }), ...place },
  });
}
