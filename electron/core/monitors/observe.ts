import { tickMs } from '../../../shared/domain/monitors/observation.ts';
import type { Engine } from '../engine.ts';
import { inBackground } from '../in-background.ts';
import { Observer } from './observer.ts';

const observers = new WeakMap<Engine, Observer>();

/** The one who looks for this workspace; in the terminal it looks only when told to. */
export function observerOf(engine: Engine): Observer {
  let observer = observers.get(engine);
  if (!observer) observers.set(engine, (observer = new Observer(engine)));
  return observer;
}

/** Looks for as long as the app has the workspace open. Returns how to stop. */
export function observe(engine: Engine): () => void {
  const observer = observerOf(engine);
  let isClosing = false;
  const turn = inBackground(engine, async () => {
    if (isClosing) return;
    // Does nothing when it looks already; after a full disk it begins as soon as there is room.
    observer.start();
    await observer.tick().catch((error: unknown) => {
      // A check that was cut off by closing the workspace is none.
      if (observer.isLooking) throw error;
    });
  });
  // Not before the first page: opening a workspace comes first.
  const begin = setTimeout(turn, 1_000);
  const timer = setInterval(turn, tickMs);
  begin.unref();
  timer.unref();
  return () => {
    clearTimeout(begin);
    clearInterval(timer);
    isClosing = true;
    try {
      observer.stop();
    } catch (error) {
      // The span ends with its last tick then.
      engine.log.bug(error);
    }
  };
}
