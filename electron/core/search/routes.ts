import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { searchEverything } from './service.ts';

export const searchRoutes = (os: Implementer['search']) => ({
  find: os.find.handler(({ input, context }) => searchEverything(inWorkspace(context).engine.db, input.text, input.limit)),
});
