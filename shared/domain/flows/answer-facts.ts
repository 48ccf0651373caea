/** What is known of an answer when checks are held against it and values are taken out of it. */
export interface AnswerFacts {
  readonly status: number | null;
  readonly headers: readonly (readonly [string, string])[];
  /** Null when there is none, or it cannot be read. */
  readonly bodyText: string | null;
  /** Why it cannot be read: "the body is binary: image/png", "the body was purged on 3 Nov 2026"; left out when there is none. */
  readonly bodyReason?: string;
  /** Null when that is not known any more. */
  readonly byteLength: number | null;
  readonly durationMs: number;
  /** Null when the contract was not asked. */
  readonly fitsContract: boolean | null;
  /** That it fits, and which version; what breaks it; or why the contract was not asked. */
  readonly contractWords: string;
}

/** All values of a header, joined as RFC 9110 5.3 says; null without one. */
export function headerOf({ headers }: Pick<AnswerFacts, 'headers'>, name: string): string | null {
  const wanted = name.toLowerCase();
  const values = headers.filter(([known]) => known.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

/** Read once for the checks, the captures and the next page of one answer: a large body takes seconds. */
const bodies = new WeakMap<object, { readonly json: unknown }>();

/** The body read as JSON once; undefined when it is none. */
export function bodyJsonOf(answer: Pick<AnswerFacts, 'bodyText'>): unknown {
  const known = bodies.get(answer);
  if (known) return known.json;
  const json = readJson(answer.bodyText);
  bodies.set(answer, { json });
  return json;
}

function readJson(text: string | null): unknown {
  if (text === null || text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: nothing is at any path of it.
    return undefined;
  }
}

/** What is written and looked through by calls within calls ends at some depth, and V8 says so with a `RangeError`. */
export const tooDeep = 'the body is nested too deep';

/** Why there is nothing at any path of a body: it cannot be read, or is none. Null where there may be. */
export function whyNoJson(answer: Pick<AnswerFacts, 'bodyText' | 'bodyReason'>): string | null {
  if (answer.bodyText === null) return answer.bodyReason ?? null;
  return answer.bodyText.trim() !== '' && bodyJsonOf(answer) === undefined ? 'the body is no JSON' : null;
}

/** A value as one line of text: a word as it is, anything with parts as JSON. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));
