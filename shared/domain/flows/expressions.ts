import jsonata from 'jsonata';
import { bounded, TookTooLong } from '../bounded-work.ts';

/** What an expression may take: whoever waits for the core waits no longer than this. */
const bounds = { timeout: 250, stack: 400, sequence: 100_000, RegexEngine: BoundedPattern as unknown as RegExpConstructor };

/** Text longer than this is no value of an answer; what it would be put together from may be short. */
const longestText = 10_000_000;

interface Focus {
  readonly createSequence: () => unknown[];
}

/** In place of JSONata's own, which compares each item with every one before it: 90,000 different ones took 3.6 s, and nothing ended it. */
function distinct(this: Focus, list: unknown): unknown {
  if (!Array.isArray(list) || list.length <= 1) return list;
  const found = (list as { sequence?: boolean }).sequence === true ? this.createSequence() : [];
  const seen = new Set<unknown>();
  for (const item of list as unknown[]) {
    const key = typeof item === 'object' && item !== null ? `\u0000${JSON.stringify(item, byName)}` : item;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(item);
  }
  return found;
}

/** Members in the order of their names: an object is the same whatever order it was written in. A text is told from an object that reads like it. */
const byName = (_name: string, part: unknown): unknown =>
  typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : part;

/** In place of JSONata's own, which makes as long a text as it is told to: a width may come from the answer. */
function pad(text: string | undefined, width: number, filler?: string): string | undefined {
  if (text === undefined) return undefined;
  const missing = Math.abs(Math.trunc(width)) - Array.from(text).length;
  if (!(missing > 0)) return text;
  if (missing > longestText) throw new TookTooLong();
  const letters = Array.from(filler || ' ');
  const padding =
    letters.length === 1
      ? (letters[0] ?? ' ').repeat(missing)
      : Array.from({ length: missing }, (_none, at) => letters[at % letters.length]).join('');
  return width > 0 ? text + padding : padding + text;
}

function read(source: string): ReturnType<typeof jsonata> {
  const expression = jsonata(source, bounds);
  expression.registerFunction('distinct', distinct as never, '<x:x>');
  expression.registerFunction('pad', pad as never, '<s-ns?:s>');
  return expression;
}

/** A pattern whose search is ended when it takes too long. */
function BoundedPattern(source: RegExp): Pick<RegExp, 'exec' | 'lastIndex'> {
  const pattern = new RegExp(source);
  return {
    exec: (text) => bounded(() => pattern.exec(text)),
    get lastIndex() {
      return pattern.lastIndex;
    },
    set lastIndex(at: number) {
      pattern.lastIndex = at;
    },
  };
}

/** An expression that does not fit the document that it was held against; the message has nothing of the document. */
export class ExpressionFailed extends Error {}

/** Why an expression cannot be read; null when it can. */
export function expressionFault(source: string): string | null {
  if (source.trim() === '') return 'it is empty';
  try {
    jsonata(source, bounds);
    return null;
  } catch (error) {
    return wordsOf(error);
  }
}

/**
 * What a JSONata expression (jsonata.org, version 2) gives for a document, as JSON; undefined where it gives nothing. Throws `ExpressionFailed`
 * where it does not fit the document, and `TookTooLong` where it takes too long, goes too deep or gives too much.
 */
export async function evaluateExpression(source: string, document: unknown): Promise<unknown> {
  let found: unknown;
  try {
    found = await read(source).evaluate(document);
  } catch (error) {
    const { code = '', value } = error as { code?: string; value?: unknown };
    if (error instanceof TookTooLong || error instanceof RangeError || tooMuch.has(code)) throw new TookTooLong();
    throw new ExpressionFailed(value === undefined ? wordsOf(error) : `it does not fit (JSONata ${code})`);
  }
  if (typeof found === 'string' && found.length > longestText) throw new TookTooLong();
  // A list of JSONata has marks of its own, and a function is no value.
  const text = JSON.stringify(found, (_name, part: unknown) => (isFunction(part) ? undefined : part)) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

const isFunction = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value));

/** Stack, time, range and length of a list. */
const tooMuch = new Set(['D1011', 'D1012', 'D2014', 'D2015', 'U1001']);

function wordsOf(error: unknown): string {
  const { message, position } = error as { message?: string; position?: number };
  return `${message ?? String(error)}${position === undefined ? '' : ` (character ${position})`}`;
}
