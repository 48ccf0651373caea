/** A request that came to a mock. */
export interface MockCall {
  readonly method: string;
  /** The path with its query, as it came. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Null when it was too large to be read. */
  readonly body: string | null;
  readonly at: number;
}

export type MockAnswerKind = 'answered' | 'refused' | 'injected';

/** What a mock answers, and why. */
export interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for an answer without a body. */
  readonly text: string;
  readonly delayMs: number;
  /** `POST /payments`; null for what the contract does not have. */
  readonly endpoint: string | null;
  readonly kind: MockAnswerKind;
  readonly why: string;
}

/** One header as one text; null when it did not come. */
export function headerOf(call: Pick<MockCall, 'headers'>, name: string): string | null {
  const value = call.headers[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(', ');
}

export const pathOfCall = ({ target }: MockCall): string => target.replace(/[?#].*$/s, '') || '/';

/** The query, several values of one name as a list. */
export function queryOf({ target }: MockCall): Record<string, string | string[]> {
  const at = target.indexOf('?');
  const query = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(at < 0 ? '' : target.slice(at + 1))) {
    const earlier = query.get(name);
    query.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(query);
}
