import { tickMs } from '../../../shared/domain/monitors/observation.ts';
import type { Engine } from '../engine.ts';
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
  const turn = (): void => {
    observer.tick().catch((error: unknown) => {
      // A check that was cut off by closing the workspace is none.
      if (observer.isLooking) engine.log.bug(error);
    });
  };
  // Not before the first page: opening a workspace comes first.
  const begin = setTimeout(() => {
    observer.start();
    turn();
  }, 1_000);
  const timer = setInterval(turn, tickMs);
  begin.unref();
  timer.unref();
  return () => {
    clearTimeout(begin);
    clearInterval(timer);
    observer.stop();
  };
}
