import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { changeMock, listMocks, listRequests, pointEnvironment, showMock, startMock, stopMock } from './service.ts';

export const mockRoutes = (os: Implementer['mock']) => ({
  list: os.list.handler(({ context }) => listMocks(inWorkspace(context).engine)),
  show: os.show.handler(({ input, context }) => showMock(inWorkspace(context).engine, input.apiId)),
  start: os.start.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return startMock(engine, actor, input);
  }),
  stop: os.stop.handler(({ input, context }) => stopMock(inWorkspace(context).engine, input.apiId)),
  change: os.change.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return changeMock(engine, actor, input);
  }),
  pointEnvironment: os.pointEnvironment.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return pointEnvironment(engine, actor, input.apiId);
  }),
  requests: os.requests.handler(({ input, context }) => listRequests(inWorkspace(context).engine, input.apiId, input.after)),
});
