import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { checkCopied, takeCopied } from './copied-deliveries.ts';
import { showDelivery, verifyAgain } from './delivery-detail.ts';
import { exportDeliveries } from './export-deliveries.ts';
import { closeReceiver, openReceiver, receiverState } from './live-receiver.ts';
import { cancelReplay, replayDelivery } from './replay.ts';
import { addEndpoint, listEndpoints, removeEndpoint, settleDelivery, updateEndpoint } from './service.ts';
import { asDelivery, countDeliveries, listDeliveries, requireDelivery } from './store.ts';

export const webhooksRoutes = (os: Implementer['webhooks']) => ({
  endpoints: os.endpoints.handler(({ context }) => listEndpoints(inWorkspace(context).engine)),
  addEndpoint: os.addEndpoint.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addEndpoint(engine, actor, input);
  }),
  updateEndpoint: os.updateEndpoint.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return updateEndpoint(engine, actor, input);
  }),
  removeEndpoint: os.removeEndpoint.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeEndpoint(engine, actor, input.id);
    return {};
  }),
  deliveries: os.deliveries.handler(({ input, context }) => {
    const { db } = inWorkspace(context).engine;
    return { rows: listDeliveries(db, input), counts: countDeliveries(db, input) };
  }),
  delivery: os.delivery.handler(({ input, context }) => showDelivery(inWorkspace(context).engine, input.id)),
  check: os.check.handler(({ input, context }) => checkCopied(inWorkspace(context).engine, input)),
  take: os.take.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return showDelivery(engine, await takeCopied(engine, actor, input));
  }),
  verifyAgain: os.verifyAgain.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    verifyAgain(engine, input.id);
    return showDelivery(engine, input.id);
  }),
  settle: os.settle.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    settleDelivery(engine, actor, input.id, input.isSettled);
    return asDelivery(requireDelivery(engine.db, input.id));
  }),
  replay: os.replay.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return replayDelivery(engine, actor, input, signal);
  }),
  cancelReplay: os.cancelReplay.handler(({ input, context }) => {
    cancelReplay(inWorkspace(context).engine, input.id);
    return {};
  }),
  export: os.export.handler(({ input, context }) => exportDeliveries(inWorkspace(context).engine, input)),
  receiver: os.receiver.handler(({ context }) => receiverState(inWorkspace(context).engine)),
  openReceiver: os.openReceiver.handler(({ input, context }) => openReceiver(inWorkspace(context).engine, input.port)),
  closeReceiver: os.closeReceiver.handler(({ context }) => closeReceiver(inWorkspace(context).engine)),
});
