import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { exportFeed } from './export-feed.ts';
import { acknowledgeRung, dueRungs, reopenRung } from './rungs.ts';
import { acknowledgeEvent, addEvent, listEvents, removeEvent, showEvent, updateEvent } from './service.ts';

export const calendarRoutes = (os: Implementer['calendar']) => ({
  list: os.list.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return listEvents(engine.db, engine.clock.now(), input);
  }),
  show: os.show.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return showEvent(engine.db, engine.clock.now(), input.id);
  }),
  acknowledge: os.acknowledge.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return acknowledgeEvent(engine, actor, input.id);
  }),
  acknowledgeRung: os.acknowledgeRung.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return acknowledgeRung(engine, actor, input);
  }),
  reopenRung: os.reopenRung.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return reopenRung(engine, actor, input);
  }),
  due: os.due.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return dueRungs(engine.db, engine.clock.now());
  }),
  export: os.export.handler(({ input, context }) => exportFeed(inWorkspace(context).engine, input.isTitlesOnly)),
  add: os.add.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addEvent(engine, actor, input);
  }),
  update: os.update.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return updateEvent(engine, actor, input);
  }),
  remove: os.remove.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeEvent(engine, actor, input.id);
    return {};
  }),
});
