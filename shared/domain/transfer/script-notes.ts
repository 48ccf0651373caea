import type { ImportedRequest } from './imported.ts';
import { readScript } from './read-script.ts';

export interface ForeignScript {
  readonly when: 'before' | 'after';
  readonly text: string;
}

type FromScripts = Pick<ImportedRequest, 'checks' | 'captures' | 'lost'> & { readonly notes: string };

const longestKept = 8_000;

/** What the scripts of a request become: checks and captures where they are simple, and their text as a note. None is ever run. */
export function takeScripts(scripts: readonly ForeignScript[], program: string): FromScripts {
  const filled = scripts.filter(({ text }) => text.trim() !== '');
  const read = filled.filter(({ when }) => when === 'after').map(({ text }) => readScript(text));
  const lost: string[] = [];
  const before = filled.filter(({ when }) => when === 'before').length;
  if (before > 0) lost.push(`Its script before sending is kept as a note; scripts are never run.`);
  const others = read.reduce((sum, one) => sum + one.others, 0);
  if (others > 0)
    lost.push(
      `${others === 1 ? '1 line of its test script says' : `${others} lines of its test script say`} more than a check; the script is kept as a note.`,
    );
  const notes = filled.map(
    ({ when, text }) =>
      `${program} script ${when === 'before' ? 'before sending' : 'after the answer'}, never run:\n${indented(
        text.length > longestKept ? `${text.slice(0, longestKept)}\n… cut` : text,
      )}`,
  );
  return {
    checks: read.flatMap(({ checks }) => checks),
    captures: read.flatMap(({ captures }) => captures),
    lost,
    notes: notes.join('\n\n'),
  };
}

/** Parts of a note with an empty line between them, the empty ones left out. */
export const joinNotes = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');

const indented = (text: string): string =>
  text
    .trim()
    .split(/\r?\n/)
    .map((line) => `    ${line}`)
    .join('\n');
