import type { Receiver } from './receiver.ts';

export interface Live {
  readonly receiver: Receiver;
  readonly openedAt: number;
  readonly stopListening: () => void;
}

/** The open receivers, by their engine. Apart from what opens them, so that closing a workspace reads no more than this. */
export const live = new WeakMap<object, Live>();

/** Closes the receiver at once: its workspace is closing. */
export function dropReceiver(engine: object): void {
  const known = live.get(engine);
  live.delete(engine);
  known?.stopListening();
  known?.receiver.drop();
}
