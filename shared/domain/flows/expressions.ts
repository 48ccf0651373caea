import jsonata from 'jsonata';
import { bounded, TookTooLong } from '../bounded-work.ts';

/** What an expression may take: whoever waits for the core waits no longer than this. */
const bounds = { timeout: 250, stack: 400, sequence: 100_000, RegexEngine: BoundedPattern as unknown as RegExpConstructor };

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
    found = await jsonata(source, bounds).evaluate(document);
  } catch (error) {
    const { code = '', value } = error as { code?: string; value?: unknown };
    if (error instanceof TookTooLong || error instanceof RangeError || tooMuch.has(code)) throw new TookTooLong();
    throw new ExpressionFailed(value === undefined ? wordsOf(error) : `it does not fit (JSONata ${code})`);
  }
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
