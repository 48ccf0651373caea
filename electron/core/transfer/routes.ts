import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { copyRequestAs, exportRequests } from './export-requests.ts';
import { dropPlan } from './plans.ts';
import { placeTransfer, planTransfer, takeTransfer } from './service.ts';

export const transferRoutes = (os: Implementer['transfer']) => ({
  plan: os.plan.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return planTransfer(engine, actor, input.files, input.apiId, signal);
  }),
  place: os.place.handler(({ input, context }) => placeTransfer(inWorkspace(context).engine, input.planId, input.apiId)),
  apply: os.apply.handler(({ input: { planId, ...choice }, context }) => {
    const { engine, actor } = inWorkspace(context);
    return takeTransfer(engine, actor, planId, choice);
  }),
  drop: os.drop.handler(({ input, context }) => {
    dropPlan(inWorkspace(context).engine, input.planId);
    return {};
  }),
  export: os.export.handler(({ input, context }) => exportRequests(inWorkspace(context).engine, input.what, input.format)),
  copyAs: os.copyAs.handler(({ input, context }) => copyRequestAs(inWorkspace(context).engine, input.draft, input.name, input.format)),
});
