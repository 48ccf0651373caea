import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';

export const consoleRoutes = (os: Implementer['console']) => ({
  form: os.form.handler(({ input, context }) => inWorkspace(context).engine.console.form(input.endpointId)),
  check: os.check.handler(({ input, context }) => inWorkspace(context).engine.console.check(input)),
  send: os.send.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return engine.console.send(input, { actor: actor.name, source: context.via === 'terminal' ? 'terminal' : 'console' }, signal);
  }),
  exchanges: os.exchanges.handler(({ input, context }) => inWorkspace(context).engine.console.list(input)),
  exchange: os.exchange.handler(({ input, context }) => inWorkspace(context).engine.console.show(input.id)),
  find: os.find.handler(({ input, context }) => inWorkspace(context).engine.console.find(input.correlationId)),
  unknownOutcomes: os.unknownOutcomes.handler(({ context }) => inWorkspace(context).engine.console.unknownOutcomes()),
});
