import type { Implementer } from '../router.ts';
import { inWorkspace } from '../actor.ts';
import { listActivity, listActors, showEntry, undo, verifyActivity } from './service.ts';

export const activityRoutes = (os: Implementer['activity']) => ({
  list: os.list.handler(({ input, context }) => listActivity(inWorkspace(context).engine.db, input)),
  verify: os.verify.handler(({ context }) => verifyActivity(inWorkspace(context).engine.db)),
  entry: os.entry.handler(({ input, context }) => showEntry(inWorkspace(context).engine.db, input.seq)),
  actors: os.actors.handler(({ context }) => listActors(inWorkspace(context).engine.db)),
  undo: os.undo.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return undo(engine.db, engine.commands, actor, input);
  }),
});
