import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { applyPlan } from './apply-plan.ts';
import { addApi, addPerson, removeApi, removeEnvironment, saveEnvironment, updateApi, updateEndpoint, updateVendor } from './changes.ts';
import { describePlan } from './import-plans.ts';
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
    return describePlan(engine.db, engine.plans.keep(read), read.plan);
  }),
  applyImport: os.applyImport.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    const { plan, text } = engine.plans.get(input.planId);
    const applied = applyPlan(
      engine.commands,
      engine.clock,
      actor,
      { ...plan, vendorName: input.vendorName ?? plan.vendorName, apiName: input.apiName ?? plan.apiName },
      text,
    );
    engine.plans.drop(input.planId);
    return applied;
  }),
});
