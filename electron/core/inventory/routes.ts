import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { applyPlan } from './apply-plan.ts';
import { checkAnswers } from './check-answers.ts';
import { addApi, addPerson, removeEnvironment, saveEnvironment, updateApi, updateEndpoint, updateVendor } from './changes.ts';
import { compareWithCurrent } from './compare-with-current.ts';
import { acceptChanges, listChanges } from './contract-changes.ts';
import { removeLimit, saveLimit } from './declared-limits.ts';
import { acceptFinding, reopenFinding } from './findings.ts';
import { describePlan } from './import-plans.ts';
import { removeDependency, removeProcess, saveDependency, saveProcess } from './process-changes.ts';
import { dependencyMapOf, listProcesses, showProcess } from './processes.ts';
import { recogniseApi } from './recognise-api.ts';
import { describeRemoval, removeApi, removeEndpoint, removeVendor } from './removals.ts';
import { listApiRows, showApi, summarise } from './service.ts';
import { listEndpoints, listVendors } from './store.ts';

export const inventoryRoutes = (os: Implementer['inventory']) => ({
  summary: os.summary.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return summarise(engine.db, engine.clock.now());
  }),
  list: os.list.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return listApiRows(engine.db, engine.clock.now(), input);
  }),
  show: os.show.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return showApi(engine.db, engine.clock.now(), input.id);
  }),
  vendors: os.vendors.handler(({ context }) => listVendors(inWorkspace(context).engine.db)),
  endpoints: os.endpoints.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return listEndpoints(engine.db, engine.clock.now(), input.apiId ?? null, input.text);
  }),
  people: os.people.handler(({ context }) =>
    inWorkspace(context).engine.db.all<{ id: string; name: string; role: string }>(
      'SELECT id, name, role FROM people ORDER BY lower(name)',
    ),
  ),
  addPerson: os.addPerson.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addPerson(engine.commands, engine.clock, actor, input.name);
  }),
  updateApi: os.updateApi.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    updateApi(engine.commands, actor, input);
    return {};
  }),
  updateVendor: os.updateVendor.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    updateVendor(engine.commands, actor, input);
    return {};
  }),
  updateEndpoint: os.updateEndpoint.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    updateEndpoint(engine.commands, actor, input);
    return {};
  }),
  addApi: os.addApi.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addApi(engine.commands, engine.clock, actor, input);
  }),
  removal: os.removal.handler(({ input, context }) => describeRemoval(inWorkspace(context).engine.db, input.kind, input.id)),
  removeVendor: os.removeVendor.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeVendor(engine.commands, actor, input.id);
    return {};
  }),
  removeEndpoint: os.removeEndpoint.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeEndpoint(engine.commands, actor, input.id);
    return {};
  }),
  saveLimit: os.saveLimit.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return saveLimit(engine.commands, engine.clock, actor, input);
  }),
  removeLimit: os.removeLimit.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeLimit(engine.commands, actor, input.id);
    return {};
  }),
  processes: os.processes.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return listProcesses(engine.db, engine.clock.now());
  }),
  showProcess: os.showProcess.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return showProcess(engine.db, engine.clock.now(), input.id);
  }),
  saveProcess: os.saveProcess.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return saveProcess(engine.commands, engine.clock, actor, input);
  }),
  removeProcess: os.removeProcess.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeProcess(engine.commands, actor, input.id);
    return {};
  }),
  saveDependency: os.saveDependency.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return saveDependency(engine.db, engine.commands, engine.clock, actor, input);
  }),
  removeDependency: os.removeDependency.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeDependency(engine.commands, actor, input.id);
    return {};
  }),
  map: os.map.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return dependencyMapOf(engine.db, engine.clock.now());
  }),
  contractChanges: os.contractChanges.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return listChanges(engine.db, engine.clock.now(), input);
  }),
  acceptChanges: os.acceptChanges.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return { words: acceptChanges(engine.commands, engine.clock, actor, input.ids, input.isAccepted) };
  }),
  acceptFinding: os.acceptFinding.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    acceptFinding(engine, actor, input);
    return {};
  }),
  reopenFinding: os.reopenFinding.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    reopenFinding(engine, actor, input.id);
    return {};
  }),
  checkAnswers: os.checkAnswers.handler(async ({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return checkAnswers(engine, actor, input, signal);
  }),
  removeApi: os.removeApi.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeApi(engine.commands, actor, input.id);
    return {};
  }),
  saveEnvironment: os.saveEnvironment.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return saveEnvironment(engine.db, engine.commands, engine.clock, actor, input);
  }),
  removeEnvironment: os.removeEnvironment.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeEnvironment(engine.commands, actor, input.id);
    return {};
  }),
  planImport: os.planImport.handler(async ({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    const bytes = new Uint8Array(await input.file.arrayBuffer());
    const read = await engine.jobs.start(
      'read document',
      { bytes, fileName: input.file.name },
      { title: `Read ${input.file.name}`, actor, signal },
    ).finished;
    const { vendorName, apiName, apiId } = recogniseApi(engine.db, read.plan, input);
    const compared = await compareWithCurrent(engine, actor, apiId, read, signal);
    const waiting = { ...read, plan: { ...read.plan, vendorName, apiName }, compared };
    return describePlan(engine.db, engine.clock.now(), engine.plans.keep(waiting), waiting);
  }),
  applyImport: os.applyImport.handler(async ({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    const waiting = engine.plans.get(input.planId);
    const names = { vendorName: input.vendorName ?? waiting.plan.vendorName, apiName: input.apiName ?? waiting.plan.apiName };
    const { vendorName, apiName, apiId } = recogniseApi(engine.db, waiting.plan, names);
    const compared = await compareWithCurrent(engine, actor, apiId, waiting, signal, waiting.compared);
    const applied = applyPlan(engine.commands, engine.clock, actor, { ...waiting.plan, vendorName, apiName }, waiting.text, compared);
    engine.plans.drop(input.planId);
    return applied;
  }),
});
