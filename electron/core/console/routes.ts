import type { SendProgress } from '../../../shared/contract/workspace.ts';
import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { historyNames } from './history-names.ts';
import { lastPurge } from './purges.ts';
import {
  duplicateSavedRequest,
  listSavedRequests,
  openSavedRequest,
  removeSavedRequest,
  saveRequest,
  updateSavedRequest,
} from './saved-requests.ts';
import { keepVariables, variablesOf } from './variables.ts';

export const consoleRoutes = (os: Implementer['console']) => ({
  form: os.form.handler(({ input, context }) => inWorkspace(context).engine.console.form(input.endpointId)),
  freeForm: os.freeForm.handler(({ input, context }) =>
    inWorkspace(context).engine.console.freeForm(input.apiId, input.method, input.path),
  ),
  replay: os.replay.handler(({ input, context }) => inWorkspace(context).engine.console.replay(input.id)),
  readCurl: os.readCurl.handler(({ input, context }) => inWorkspace(context).engine.console.readCurl(input.text)),
  variables: os.variables.handler(({ input, context }) => variablesOf(inWorkspace(context).engine.db, input.environmentId)),
  setVariables: os.setVariables.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return keepVariables(engine, actor, input.environmentId, input.variables);
  }),
  check: os.check.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return engine.console.check(input, engine.person.id);
  }),
  send: os.send.handler(({ input: { sendId, ...draft }, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    const source = context.via === 'terminal' ? 'terminal' : 'console';
    const onProgress = sendId && ((progress: SendProgress) => engine.announce({ kind: 'sending', sendId, ...progress }));
    return engine.console.send(draft, { actor: actor.name, personId: engine.person.id, source }, signal, onProgress ? { onProgress } : {});
  }),
  exchanges: os.exchanges.handler(({ input, context }) => inWorkspace(context).engine.console.list(input)),
  exchange: os.exchange.handler(({ input, context }) => inWorkspace(context).engine.console.show(input.id)),
  find: os.find.handler(({ input, context }) => inWorkspace(context).engine.console.find(input.correlationId)),
  lastPurge: os.lastPurge.handler(({ context }) => lastPurge(inWorkspace(context).engine.db)),
  historyNames: os.historyNames.handler(({ context }) => historyNames(inWorkspace(context).engine.db)),
  savedRequests: os.savedRequests.handler(({ context }) => listSavedRequests(inWorkspace(context).engine.db)),
  savedRequest: os.savedRequest.handler(({ input, context }) => openSavedRequest(inWorkspace(context).engine.db, input.id)),
  saveRequest: os.saveRequest.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return saveRequest(engine, actor, input);
  }),
  updateSaved: os.updateSaved.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return updateSavedRequest(engine, actor, input);
  }),
  duplicateSaved: os.duplicateSaved.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return duplicateSavedRequest(engine, actor, input.id);
  }),
  removeSaved: os.removeSaved.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeSavedRequest(engine, actor, input.id);
    return {};
  }),
  sendSaved: os.sendSaved.handler(({ input: { id, ...options }, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    const source = context.via === 'terminal' ? 'terminal' : 'console';
    return engine.console.sendSaved(id, { actor: actor.name, personId: engine.person.id, source }, options, signal);
  }),
  unknownOutcomes: os.unknownOutcomes.handler(({ context }) => inWorkspace(context).engine.console.unknownOutcomes()),
});
