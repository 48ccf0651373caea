import { parseDocument } from 'yaml';
import { runbookKinds, severities, type Problem, type RunbookHead } from './runbook.ts';

const known = ['name', 'kind', 'purpose', 'trigger', 'severity', 'owner', 'deputy', 'minutes', 'review-every-days', 'apis', 'processes'];
export const defaultReviewDays = 180;

const emptyHead: RunbookHead = {
  name: '',
  kind: 'procedure',
  purpose: '',
  trigger: [],
  severity: 'medium',
  owner: null,
  deputy: null,
  minutes: null,
  reviewEveryDays: defaultReviewDays,
  apis: [],
  processes: [],
};

export interface ReadHead {
  readonly head: RunbookHead;
  readonly problems: readonly Problem[];
  /** Index of the first line after the front matter. */
  readonly bodyAt: number;
}

/** Reads the YAML between the two lines of three dashes that open the document. */
export function readHead(lines: readonly string[]): ReadHead {
  const problems: Problem[] = [];
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, at) => at > 0 && line.trim() === '---') : -1;
  if (end < 0) {
    const happened = lines[0]?.trim() === '---' ? 'The head has no end.' : 'The document has no head.';
    problems.push({ line: 1, severity: 'error', happened, remedy: 'Begin with ---, “name: …” and the other facts, and --- again.' });
    return { head: emptyHead, problems, bodyAt: 0 };
  }
  const document = parseDocument(lines.slice(1, end).join('\n'), { prettyErrors: true, schema: 'core' });
  for (const error of document.errors) {
    problems.push({
      line: 1 + (error.linePos?.[0].line ?? 1),
      severity: 'error',
      happened: `The head cannot be read: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''}.`,
      remedy: 'Write one fact a line, as in “owner: Ines”; put a text with a colon in quotes.',
    });
  }
  const value: unknown = document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 0 });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (document.errors.length === 0)
      problems.push({ line: 2, severity: 'error', happened: 'The head says nothing.', remedy: 'Write “name: …” at least.' });
    return { head: emptyHead, problems, bodyAt: end + 1 };
  }
  const facts = new Map<string, unknown>(Object.entries(value));
  const lineOf = (key: string): number => 1 + Math.max(1, lines.slice(1, end).findIndex((line) => line.startsWith(`${key}:`)) + 1);
  const problem = (key: string, happened: string, remedy: string, severity: Problem['severity'] = 'error'): void =>
    void problems.push({ line: lineOf(key), severity, happened, remedy });
  for (const key of facts.keys()) {
    if (!known.includes(key))
      problem(
        key,
        `“${key}” is not a fact of a runbook.`,
        `It stays in the document and is not used. Known are: ${known.join(', ')}.`,
        'warning',
      );
  }
  const text = (key: string): string | null => {
    const found = facts.get(key);
    return found === undefined || found === null || found === '' ? null : wordsOf(found);
  };
  const list = (key: string): string[] => {
    const found = facts.get(key);
    return found === undefined || found === null ? [] : (Array.isArray(found) ? found : [found]).map(wordsOf).filter((one) => one !== '');
  };
  const whole = (key: string): number | null => {
    const found = facts.get(key);
    if (found === undefined || found === null) return null;
    if (typeof found === 'number' && Number.isInteger(found) && found > 0 && found < 100_000) return found;
    problem(key, `“${wordsOf(found)}” is not a number of ${key === 'minutes' ? 'minutes' : 'days'}.`, 'Write a whole number, such as 30.');
    return null;
  };
  const oneOf = <T extends string>(key: string, choices: readonly T[], fallback: T): T => {
    const found = text(key);
    const chosen = choices.find((choice) => choice === found);
    if (found !== null && chosen === undefined) problem(key, `“${found}” is no ${key}.`, `Choose one of: ${choices.join(', ')}.`);
    return chosen ?? fallback;
  };
  if (text('name') === null)
    problems.push({ line: 2, severity: 'error', happened: 'The runbook has no name.', remedy: 'Write “name: …” into the head.' });
  return {
    head: {
      name: text('name') ?? '',
      kind: oneOf('kind', runbookKinds, 'procedure'),
      purpose: text('purpose') ?? '',
      trigger: list('trigger'),
      severity: oneOf('severity', severities, 'medium'),
      owner: text('owner'),
      deputy: text('deputy'),
      minutes: whole('minutes'),
      reviewEveryDays: whole('review-every-days') ?? defaultReviewDays,
      apis: list('apis'),
      processes: list('processes'),
    },
    problems,
    bodyAt: end + 1,
  };
}

/** One line of words, whatever YAML made of it. */
function wordsOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/\s+/g, ' ').trim();
}
