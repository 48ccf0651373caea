/** Whether a date concerns what we do: from calls, or from a person's answer. */
export type Exposure = 'used' | 'not used' | 'unknown' | 'ours';

export interface ExposureFacts {
  /** The date is the team's own: it names no vendor. */
  readonly isOurs: boolean;
  /** Calls in 30 days to what the date concerns. */
  readonly calls30d: number;
  /** Calls in 30 days to the whole API; null when it names none. */
  readonly apiCalls30d: number | null;
  /** The date concerns one endpoint of the API. */
  readonly isOneEndpoint: boolean;
  /** A person's answer; null when nobody answered. */
  readonly isUsed: boolean | null;
}

/**
 * Calls say "used". That none was seen says "not used" only of an endpoint whose API is called otherwise: of an API that
 * this app never calls, nobody could have seen any, so it stays unknown until a person answers.
 */
export function exposureOf({ isOurs, calls30d, apiCalls30d, isOneEndpoint, isUsed }: ExposureFacts): Exposure {
  if (calls30d > 0) return 'used';
  if (isUsed !== null) return isUsed ? 'used' : 'not used';
  if (isOurs) return 'ours';
  return isOneEndpoint && (apiCalls30d ?? 0) > 0 ? 'not used' : 'unknown';
}
