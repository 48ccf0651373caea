import { idempotentMethods } from '../console/method-override.ts';

/** The standard name, and the spellings of vendors that came before it. */
const keyHeaders = new Set(['idempotency-key', 'x-idempotency-key', 'paypal-request-id', 'x-request-idempotency-key']);

/** A call as far as it tells whether it may be sent twice. */
export interface RepeatedCall {
  /** The one that a server may take it for (`effectiveMethod`). */
  readonly method: string;
  /** As `changesSomething` says it. */
  readonly isChanging: boolean;
  readonly hasIdempotencyKey: boolean;
}

/** Whether a call that may have taken effect can be sent once more without doing it twice (RFC 9110 section 9.2). */
export const mayRepeat = ({ method, isChanging, hasIdempotencyKey: hasKey }: RepeatedCall, repeatsPutAndDelete: boolean): boolean =>
  !isChanging || hasKey || (repeatsPutAndDelete && idempotentMethods.has(method.toUpperCase()));

/** Whether a call may be sent twice at the same time: only what reads, by a method that has no body to lose. */
export const mayHedge = ({ method, isChanging }: Omit<RepeatedCall, 'hasIdempotencyKey'>): boolean =>
  !isChanging && (method === 'GET' || method === 'HEAD');

/** Whether headers carry a key by which the vendor knows a repeated call. */
export function hasIdempotencyKey(headers: readonly (readonly [string, string])[]): boolean {
  return headers.some(([name, value]) => value.trim() !== '' && keyHeaders.has(name.toLowerCase()));
}
