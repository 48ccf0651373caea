import { Fault, readFault } from './errors.ts';

/**
 * What a client makes of an error that came over the contract: the `Fault` that the core threw, or the error itself.
 * Works for every transport, since the core sends faults as errors of code FAULT with the fault as data.
 */
export function asFault(error: unknown): unknown {
  const { code, data } = (error ?? {}) as { code?: unknown; data?: unknown };
  if (code !== 'FAULT') return error;
  const read = readFault(data);
  if (read === null) return error;
  const { code: faultCode, ...words } = read;
  return new Fault(faultCode, words);
}
