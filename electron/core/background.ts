import type { Engine } from './engine.ts';
import { runSchedules } from './flows/scheduler.ts';
import { watchRungs } from './calendar/watch-rungs.ts';
import { observe } from './monitors/observe.ts';
import { tendWebhooks } from './webhooks/live-receiver.ts';
import { keepHouse } from './settings/keep-house.ts';

/** What the engine does by itself while the app has a workspace open; returns how to stop all of it. */
export function startBackground(engine: Engine): () => void {
  const stops = [watchRungs(engine), observe(engine), keepHouse(engine), runSchedules(engine), tendWebhooks(engine)];
  return () => stops.forEach((stop) => stop());
}
