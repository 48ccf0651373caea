import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import {
  addCredential,
  bindCredential,
  listCredentials,
  removeCredential,
  rotateCredential,
  showCredential,
  updateCredential,
} from './service.ts';

export const credentialsRoutes = (os: Implementer['credentials']) => ({
  list: os.list.handler(({ context }) => listCredentials(inWorkspace(context).engine)),
  show: os.show.handler(({ input, context }) => showCredential(inWorkspace(context).engine, input.id)),
  add: os.add.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addCredential(engine, actor, input);
  }),
  update: os.update.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return updateCredential(engine, actor, input);
  }),
  rotate: os.rotate.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return rotateCredential(engine, actor, input.id, input.secret);
  }),
  bind: os.bind.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return bindCredential(engine, actor, input.id, input.environmentIds);
  }),
  remove: os.remove.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    await removeCredential(engine, actor, input.id);
    return {};
  }),
});
