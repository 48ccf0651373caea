import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { showToday } from './service.ts';

export const todayRoutes = (os: Implementer['today']) => ({
  show: os.show.handler(({ context }) => showToday(inWorkspace(context).engine)),
});
