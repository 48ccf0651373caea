import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { refuseOrdinary } from './refuse-ordinary.ts';
import { revealSecret } from './reveal.ts';
import {
  cancelRotation,
  enterNewSecret,
  finishRotation,
  listRotations,
  showRotation,
  startRotation,
  switchSecret,
  testNewSecret,
} from './rotations.ts';
import {
  addCredential,
  bindCredential,
  fetchTokenNow,
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
    refuseOrdinary(input);
    return addCredential(engine, actor, input);
  }),
  update: os.update.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return updateCredential(engine, actor, input);
  }),
  rotate: os.rotate.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    refuseOrdinary(input);
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
  reveal: os.reveal.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return revealSecret(engine, actor, input);
  }),
  fetchToken: os.fetchToken.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return fetchTokenNow(engine, actor, input.id, signal);
  }),
  rotations: os.rotations.handler(({ input, context }) => listRotations(inWorkspace(context).engine, input.credentialId)),
  rotation: os.rotation.handler(({ input, context }) => showRotation(inWorkspace(context).engine, input.id)),
  startRotation: os.startRotation.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return startRotation(engine, actor, input.credentialId);
  }),
  enterNewSecret: os.enterNewSecret.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    refuseOrdinary(input);
    return enterNewSecret(engine, actor, input.id, input.secret);
  }),
  testNewSecret: os.testNewSecret.handler(({ input: { id, ...test }, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return testNewSecret(engine, actor, id, test, signal);
  }),
  switchSecret: os.switchSecret.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return switchSecret(engine, actor, input.id, input.withoutTest);
  }),
  finishRotation: os.finishRotation.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return finishRotation(engine, actor, input.id);
  }),
  cancelRotation: os.cancelRotation.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return cancelRotation(engine, actor, input.id);
  }),
});
