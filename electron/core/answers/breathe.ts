import { setImmediate } from 'node:timers/promises';

/** Lets a cancel come through between two steps of long work; throws when one came. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}
