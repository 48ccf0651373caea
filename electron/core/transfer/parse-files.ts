import { isFault, Fault, type FaultData } from '../../../shared/contract/errors.ts';
import type { TransferFile } from '../../../shared/contract/transfer.ts';
import { findJsonError, lineAndColumn } from '../openapi/json-text.ts';
import { parseText } from '../openapi/parse-text.ts';

/** Nesting beyond this is no collection of requests. */
const deepest = 500;

/** A JSON or YAML file as a value. A fault names the line and column where it stops being one. */
export function parseFile({ path, text }: TransferFile): unknown {
  const fileName = path === '' ? 'The text' : path;
  const unmarked = text.replace(/^\uFEFF/, '');
  if (unmarked.trim() === '') throw notReadable(fileName, 'is empty', {});
  if (unmarked.includes('\u0000') || unmarked.slice(0, 2_000).includes('\uFFFD')) throw notReadable(fileName, 'is not text in UTF-8', {});
  if (!/^\s*[[{]/.test(unmarked)) return parseYaml(fileName, unmarked);
  try {
    const value = JSON.parse(unmarked) as unknown;
    if (depthOf(unmarked) > deepest) throw notReadable(fileName, `is nested more than ${deepest} levels deep`, {});
    return value;
  } catch (error) {
    if (isFault(error)) throw error;
    const found = findJsonError(unmarked);
    const place = lineAndColumn(unmarked, found?.offset ?? unmarked.length);
    const expected = found ? `expected ${found.expected}` : 'it is nested too deep';
    throw notReadable(fileName, `is not valid JSON: ${expected} at line ${place.line}, column ${place.column}`, place);
  }
}

function parseYaml(fileName: string, text: string): unknown {
  try {
    return parseText(new TextEncoder().encode(text), fileName).value;
  } catch (error) {
    if (!isFault(error)) throw error;
    const { code, ...words } = error.data;
    throw new Fault(code, { ...words, remedy: 'Correct the file at that place, or export it again. Nothing was changed.' });
  }
}

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

export function notReadable(fileName: string, what: string, place: NonNullable<FaultData['place']>): Fault {
  return new Fault('not_a_document', {
    happened: `${fileName} ${what}.`,
    remedy: 'Choose a file that Postman, Insomnia, Bruno or a browser wrote, or correct it at that place. Nothing was changed.',
    place: { file: fileName, ...place },
  });
}
