const safe = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const idempotent = new Set(['PUT', 'DELETE']);
/** The standard name, and the spellings of vendors that came before it. */
const keyHeaders = new Set(['idempotency-key', 'x-idempotency-key', 'paypal-request-id', 'x-request-idempotency-key']);

/** Whether a call that may have taken effect can be sent once more without doing it twice (RFC 9110 section 9.2). */
export function mayRepeat(method: string, hasIdempotencyKey: boolean, repeatsPutAndDelete: boolean): boolean {
  const name = method.toUpperCase();
  return safe.has(name) || hasIdempotencyKey || (repeatsPutAndDelete && idempotent.has(name));
}

/** Whether headers carry a key by which the vendor knows a repeated call. */
export function hasIdempotencyKey(headers: readonly (readonly [string, string])[]): boolean {
  return headers.some(([name, value]) => value.trim() !== '' && keyHeaders.has(name.toLowerCase()));
}

/** Only reads without a body to lose: what may be sent twice at the same time. */
export const mayHedge = (method: string): boolean => method === 'GET' || method === 'HEAD';
