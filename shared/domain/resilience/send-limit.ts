/** The time limit of a request that nobody gave one. */
const usualRequestMs = 30_000;

/**
 * How long a send may take in all, its waits included: what the policy says. Only a request that was itself given more than the usual
 * limit is not cut short by it: an answer that may take ten minutes is waited for.
 */
export const sendLimitMs = (policyMs: number, requestMs: number): number =>
  requestMs > usualRequestMs ? Math.max(policyMs, requestMs) : policyMs;
