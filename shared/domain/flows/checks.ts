import { TookTooLong } from '../bounded-work.ts';
import { isTooDeep } from '../too-deep.ts';
import { compilePattern, type Pattern } from '../mappings/pattern.ts';
import { isSecretHeader } from '../redaction/header-names.ts';
import { isSecretMember } from '../redaction/parameter-names.ts';
import { asText, bodyJsonOf, headerOf, tooDeep, type AnswerFacts } from './answer-facts.ts';
import { checkWords, type CheckOutcome } from './check-words.ts';
import type { Check } from './flow-spec.ts';
import { pathFault, valuesAt } from './json-paths.ts';
import { lastMemberOf } from './secret-capture.ts';
import { fillText, type Values } from './values.ts';

const longestSeen = 160;

/**
 * Holds an answer against a list of checks, in their order. Without a check of the status, one below 400 is wanted, and said first
 * only when it does not hold. What was seen is given to `redact` before it is shortened to `longest`: of a secret that is cut off, no half is
 * left.
 */
export function evaluateChecks(
  checks: readonly Check[],
  answer: AnswerFacts,
  values: Values = {},
  redact: (text: string) => string = (text) => text,
  longest = longestSeen,
): CheckOutcome[] {
  const implied: CheckOutcome[] =
    answer.status === null
      ? [{ words: 'an answer', isHeld: false, seen: 'no answer' }]
      : answer.status >= 400 && !checks.some(({ of }) => of === 'status')
        ? [{ words: 'status is less than 400', isHeld: false, seen: String(answer.status) }]
        : [];
  let json: { readonly value: unknown } | null = null;
  const body = (): unknown => (json ??= { value: bodyJsonOf(answer) }).value;
  return [
    ...implied,
    ...checks.map((check) => evaluate({ ...check, value: fillText(check.value, values) }, answer, body, redact, longest)),
  ];
}

function evaluate(check: Check, answer: AnswerFacts, body: () => unknown, redact: (text: string) => string, longest: number): CheckOutcome {
  try {
    return evaluateOne(check, answer, body, redact, longest);
  } catch (error) {
    if (!isTooDeep(error)) throw error;
    return { words: redact(checkWords(check)), isHeld: false, seen: `not checked: ${tooDeep}` };
  }
}

function evaluateOne(
  check: Check,
  answer: AnswerFacts,
  body: () => unknown,
  redact: (text: string) => string,
  longest: number,
): CheckOutcome {
  const words = redact(checkWords(check));
  const outcome = (isHeld: boolean, seen: string): CheckOutcome => ({ words, isHeld, seen: cutSeen(redact(seen), longest) });
  if (answer.status === null) return outcome(false, 'no answer');
  switch (check.of) {
    case 'schema':
      return outcome(answer.fitsContract === true, answer.contractWords || (answer.fitsContract === true ? 'it fits' : 'not checked'));
    case 'status':
      return compared(check, answer.status, outcome);
    case 'duration':
      return compared(check, Math.round(answer.durationMs), outcome);
    case 'size':
      if (answer.byteLength === null) return outcome(false, answer.bodyReason ?? 'the size is not known');
      return compared(check, answer.byteLength, outcome);
    case 'header':
      return compared(check, headerOf(answer, check.path) ?? undefined, outcome);
    case 'body': {
      if (answer.bodyText === null) return outcome(false, answer.bodyReason ?? 'no body');
      if (check.path === '') return compared(check, answer.bodyText, outcome);
      const fault = pathFault(check.path);
      if (fault !== null) return outcome(false, `the path cannot be read: ${fault}`);
      const json = body();
      if (json === undefined)
        return outcome(check.op === 'exists' && check.value === 'false', answer.bodyText === '' ? 'no body' : 'the body is no JSON');
      let found: unknown[];
      try {
        found = valuesAt(check.path, json);
      } catch (error) {
        if (!(error instanceof TookTooLong)) throw error;
        return outcome(false, 'not checked: the path took too long in this answer');
      }
      // One value is compared; several, or a path that may give several, as their list.
      return compared(check, found.length <= 1 ? found[0] : found, outcome);
    }
  }
}

function compared(check: Check, found: unknown, outcome: (isHeld: boolean, seen: string) => CheckOutcome): CheckOutcome {
  const seen = found === undefined ? 'not there' : isSecretPlace(check) ? '[redacted]' : asText(found);
  if (check.op === 'exists') return outcome((found !== undefined) !== (check.value === 'false'), seen);
  if (check.op === 'ne') return outcome(!isSame(found, check.value), seen);
  if (found === undefined) return outcome(false, seen);
  switch (check.op) {
    case 'eq':
      return outcome(isSame(found, check.value), seen);
    case 'gt':
    case 'lt': {
      const [left, right] = [asNumber(found), asNumber(check.value)];
      if (left === null || right === null) return outcome(false, left === null ? `${seen}, which is no number` : seen);
      return outcome(check.op === 'gt' ? left > right : left < right, seen);
    }
    case 'contains':
      return outcome(Array.isArray(found) ? found.some((one) => isSame(one, check.value)) : asText(found).includes(check.value), seen);
    case 'matches': {
      const pattern = patternOf(check.value);
      return outcome(
        pattern !== null && pattern.extract(asText(found), 0) !== null,
        pattern === null ? 'the pattern cannot be read' : seen,
      );
    }
    case 'in':
      return outcome(
        listOf(check.value).some((one) => isSame(found, one)),
        seen,
      );
  }
}

/** By its name it holds a secret: that it is there is said, and not what it is. */
const isSecretPlace = ({ of, path }: Check): boolean =>
  of === 'header' ? isSecretHeader(path) : of === 'body' && isSecretMember(lastMemberOf(path));

/** Numbers and truths are compared as such, words as they are written, anything with parts as JSON. */
function isSame(found: unknown, wanted: string): boolean {
  if (typeof found === 'number') return wanted.trim() !== '' && Number(wanted) === found;
  if (typeof found === 'object' && found !== null) {
    try {
      return JSON.stringify(found) === JSON.stringify(JSON.parse(wanted));
    } catch {
      return false;
    }
  }
  return found !== undefined && asText(found) === wanted;
}

function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** "200, 201" or a JSON list. */
export function listOf(text: string): string[] {
  if (text.trim().startsWith('[')) {
    try {
      const list = JSON.parse(text) as unknown;
      if (Array.isArray(list)) return list.map(asText);
    } catch {
      // Not JSON after all: a list by commas that begins with a bracket.
    }
  }
  return text.split(',').map((one) => one.trim());
}

const patterns = new Map<string, Pattern | null>();

function patternOf(source: string): Pattern | null {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  let pattern: Pattern | null = null;
  try {
    pattern = compilePattern(source);
  } catch {
    // Said as the outcome of the check.
  }
  if (patterns.size >= 200) patterns.clear();
  patterns.set(source, pattern);
  return pattern;
}

/** What makes a check impossible to hold, before anything is sent; null when nothing does. */
export function checkFault(check: Check): string | null {
  if (check.of === 'header' && check.path === '') return 'A check of a header needs its name.';
  if (check.of === 'body' && check.path !== '') {
    const fault = pathFault(check.path);
    if (fault !== null) return `“${check.path}” is no JSONPath: ${fault}`;
  }
  if (check.op === 'matches' && !check.value.includes('{{') && patternOf(check.value) === null)
    return `“${check.value}” is no pattern that can be read.`;
  return null;
}

/** What was seen, shortened to what is kept and shown. */
export const cutSeen = (text: string, longest = longestSeen): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
