import { inWorkspace } from '../actor.ts';
import type { Scorecard } from '../../../shared/domain/scorecards/scorecard.ts';
import type { Implementer } from '../router.ts';
import { listBudgets, listInvoices, listOutcomes, listPlans } from './cost-store.ts';
import { costMonth, removeCostRow, removePlan, saveBudget, saveInvoice, saveOutcome, savePlan, saveQuantity } from './costs.ts';
import { exportPage } from './export/export-page.ts';
import { importOutcomes, importQuantities } from './import-counts.ts';
import { closeRisk, decide, listDecisions, listRisks, removeFromRegister, saveDecision, saveRisk } from './registers.ts';
import { buildPage, freezePage, listMonths } from './service.ts';

type Context = Parameters<typeof inWorkspace>[0];

const inEngine = (context: Context) => inWorkspace(context).engine;

/** A change by the acting person that answers with nothing. */
const taking =
  (work: (engine: ReturnType<typeof inEngine>, actor: ReturnType<typeof inWorkspace>['actor'], id: string) => void) =>
  ({ input, context }: { input: { id: string }; context: Context }): Record<string, never> => {
    const { engine, actor } = inWorkspace(context);
    work(engine, actor, input.id);
    return {};
  };

/** A change by the acting person that answers with what was saved. */
const saving =
  <Input, Output>(work: (engine: ReturnType<typeof inEngine>, actor: ReturnType<typeof inWorkspace>['actor'], input: Input) => Output) =>
  ({ input, context }: { input: Input; context: Context }): Output => {
    const { engine, actor } = inWorkspace(context);
    return work(engine, actor, input);
  };

export const scorecardsRoutes = (os: Implementer['scorecards']) => ({
  months: os.months.handler(({ input, context }) => {
    const { db, clock } = inEngine(context);
    return listMonths(db, clock.now(), input.audience, input.vendorId);
  }),
  build: os.build.handler(({ input, context }) => {
    const { db, clock } = inEngine(context);
    return asAnswer(buildPage(db, clock.now(), input).scorecard);
  }),
  export: os.export.handler(({ input, context }) => {
    const { db, clock } = inEngine(context);
    const { scorecard, facts } = buildPage(db, clock.now(), input);
    return exportPage(scorecard, facts, input.format);
  }),
  freeze: os.freeze.handler(saving((engine, actor, input) => freezePage(engine, actor, input, input.reason))),
  risks: os.risks.handler(({ input, context }) => listRisks(inEngine(context).db, input.withClosed)),
  saveRisk: os.saveRisk.handler(saving(saveRisk)),
  closeRisk: os.closeRisk.handler(saving(closeRisk)),
  removeRisk: os.removeRisk.handler(taking((engine, actor, id) => removeFromRegister(engine, actor, 'risk', id))),
  decisions: os.decisions.handler(({ input, context }) => listDecisions(inEngine(context).db, input.withDecided)),
  saveDecision: os.saveDecision.handler(saving(saveDecision)),
  decide: os.decide.handler(saving(decide)),
  removeDecision: os.removeDecision.handler(taking((engine, actor, id) => removeFromRegister(engine, actor, 'decision', id))),
  costMonth: os.costMonth.handler(({ input, context }) => costMonth(inEngine(context), input.month)),
  costPlans: os.costPlans.handler(({ context }) => listPlans(inEngine(context).db)),
  saveCostPlan: os.saveCostPlan.handler(saving(savePlan)),
  removeCostPlan: os.removeCostPlan.handler(taking(removePlan)),
  saveQuantity: os.saveQuantity.handler(saving(saveQuantity)),
  removeQuantity: os.removeQuantity.handler(taking((engine, actor, id) => removeCostRow(engine, actor, 'costQuantity', id))),
  invoices: os.invoices.handler(({ input, context }) => listInvoices(inEngine(context).db, input.month)),
  saveInvoice: os.saveInvoice.handler(saving(saveInvoice)),
  removeInvoice: os.removeInvoice.handler(taking((engine, actor, id) => removeCostRow(engine, actor, 'costInvoice', id))),
  budgets: os.budgets.handler(({ context }) => listBudgets(inEngine(context).db)),
  saveBudget: os.saveBudget.handler(saving(saveBudget)),
  removeBudget: os.removeBudget.handler(taking((engine, actor, id) => removeCostRow(engine, actor, 'costBudget', id))),
  outcomes: os.outcomes.handler(({ input, context }) => listOutcomes(inEngine(context).db, input.month)),
  saveOutcome: os.saveOutcome.handler(saving(saveOutcome)),
  removeOutcome: os.removeOutcome.handler(taking((engine, actor, id) => removeCostRow(engine, actor, 'outcome', id))),
  importOutcomes: os.importOutcomes.handler(saving((engine, actor, input: { text: string }) => importOutcomes(engine, actor, input.text))),
  importQuantities: os.importQuantities.handler(
    saving((engine, actor, input: { text: string }) => importQuantities(engine, actor, input.text)),
  ),
});

/** The same, as the contract writes it: what was built read-only goes out of our hands here. */
type Sent<T> = T extends readonly (infer E)[] ? Sent<E>[] : T extends object ? { -readonly [K in keyof T]: Sent<T[K]> } : T;
const asAnswer = (page: Scorecard) => page as Sent<Scorecard>;
