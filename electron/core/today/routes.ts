import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { todayOf } from './beforehand.ts';
import { promisesOf } from './promises.ts';

export const todayRoutes = (os: Implementer['today']) => ({
  show: os.show.handler(({ context }) => todayOf(inWorkspace(context).engine)),
  promises: os.promises.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return promisesOf(engine.db, engine.clock.now());
  }),
});
