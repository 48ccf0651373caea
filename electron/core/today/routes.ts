import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { promisesOf } from './promises.ts';
import { showToday } from './service.ts';

export const todayRoutes = (os: Implementer['today']) => ({
  show: os.show.handler(({ context }) => showToday(inWorkspace(context).engine)),
  promises: os.promises.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return promisesOf(engine.db, engine.clock.now());
  }),
});
