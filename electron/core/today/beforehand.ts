import type { Today } from '../../../shared/contract/today.ts';
import { dayWithYear } from '../../../shared/domain/day-words.ts';
import type { Core } from '../core.ts';
import type { Engine } from '../engine.ts';
import { showToday } from './service.ts';

/** A page that has not asked by then is somewhere else. */
const keptMs = 5_000;

const waiting = new WeakMap<Engine, Today>();

/** The first date that a process writes makes it read tables for longer than most of Today takes; this can be done before. */
export const readTables = (): void => void dayWithYear(0);

/** Works out what the page asks for first while the page is still being drawn. It is dropped with the first change, or when nobody asks. */
export function workOutToday(core: Pick<Core, 'listen'>, engine: Engine): void {
  waiting.set(engine, showToday(engine));
  const drop = (): void => {
    waiting.delete(engine);
    clearTimeout(timer);
    stop();
  };
  const timer = setTimeout(drop, keptMs).unref();
  const stop = core.listen(drop);
}

/** What was worked out beforehand, once; anew for everybody else. */
export function todayOf(engine: Engine): Today {
  const known = waiting.get(engine);
  waiting.delete(engine);
  return known ?? showToday(engine);
}
