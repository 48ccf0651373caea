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

/** The body read as JSON once; undefined when it is none. */
export function bodyJsonOf({ bodyText }: Pick<AnswerFacts, 'bodyText'>): unknown {
  if (bodyText === null || bodyText.trim() === '') return undefined;
  try {
    return JSON.parse(bodyText) as unknown;
  } catch {
    // Not JSON: nothing is at any path of it.
    return undefined;
  }
}

/** A value as one line of text: a word as it is, anything with parts as JSON. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));
