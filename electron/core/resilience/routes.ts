import { inWorkspace } from '../actor.ts';
import type { Engine } from '../engine.ts';
import type { Implementer } from '../router.ts';
import { resetPolicy, setPolicy, showPolicy } from './policies.ts';
import { showBudget, tryHost, type BudgetTools } from './service.ts';

export const resilienceRoutes = (os: Implementer['resilience']) => ({
  policy: os.policy.handler(({ input, context }) => showPolicy(inWorkspace(context).engine.db, input.apiId)),
  setPolicy: os.setPolicy.handler(({ input: { apiId, ...given }, context }) => {
    const { engine, actor } = inWorkspace(context);
    return setPolicy(engine, actor, apiId, given);
  }),
  reset: os.reset.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return resetPolicy(engine, actor, input.apiId);
  }),
  budget: os.budget.handler(({ input, context }) => showBudget(budgetTools(inWorkspace(context).engine), input.apiId)),
  tryNow: os.tryNow.handler(async ({ input, context }) => {
    await tryHost(budgetTools(inWorkspace(context).engine), input.apiId, input.host);
    return {};
  }),
});

const budgetTools = ({ db, clock, console }: Engine): BudgetTools => ({ db, clock, resilience: console.resilience });
