import type { Receiver } from './receiver.ts';
import type { Engine } from '../engine.ts';
import { keepListening } from './listening.ts';
import { dropReceiver, live } from './live-receivers.ts';
import { stopReplays } from './replay.ts';
import type { ReceiverState } from '../../../shared/contract/webhooks.ts';

/** The port that is suggested; high enough to be free for everybody, and not one that a vendor's tool takes. */
export const usualPort = 8788;

/** The receiver of this workspace while it is open. */
export const knownReceiver = (engine: object): Receiver | null => live.get(engine)?.receiver ?? null;

export function receiverState(engine: Engine): ReceiverState {
  const known = live.get(engine);
  return { isOpen: known !== undefined, port: known?.receiver.port ?? null, openedAt: known?.openedAt ?? null, usualPort };
}

/** Opens the receiver on loopback; open already it stays as it is. */
export async function openReceiver(engine: Engine, port = usualPort): Promise<ReceiverState> {
  if (live.has(engine)) return receiverState(engine);
  const { createReceiver } = await import('./receiver.ts');
  const receiver = await createReceiver(engine, port);
  if (live.has(engine)) await receiver.close();
  else live.set(engine, { receiver, openedAt: engine.clock.now(), stopListening: keepListening(engine) });
  engine.evidence.write(['webhooks'], () => undefined);
  return receiverState(engine);
}

/** Closes the receiver; what is being received is answered first. */
export async function closeReceiver(engine: Engine): Promise<ReceiverState> {
  const known = live.get(engine);
  if (known) {
    live.delete(engine);
    known.stopListening();
    await known.receiver.close();
    engine.evidence.write(['webhooks'], () => undefined);
  }
  return receiverState(engine);
}

/** While the app has the workspace open; the receiver is closed at the end. Returns how to stop. */
export function tendWebhooks(engine: Engine): () => void {
  return () => {
    stopReplays(engine);
    dropReceiver(engine);
  };
}
