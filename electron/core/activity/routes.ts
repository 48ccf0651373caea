import type { Implementer } from '../router.ts';
import { inWorkspace } from '../actor.ts';
import { listActivity, undoLast, verifyActivity } from './service.ts';

export const activityRoutes = (os: Implementer['activity']) => ({
  list: os.list.handler(({ input, context }) => listActivity(inWorkspace(context).engine.db, input)),
  verify: os.verify.handler(({ context }) => verifyActivity(inWorkspace(context).engine.db)),
  undo: os.undo.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return undoLast(engine.db, engine.commands, actor, input.entity, input.entityId);
  }),
});
