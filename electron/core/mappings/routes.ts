import { destinationTemplates } from '../../../shared/domain/mappings/destination-templates.ts';
import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { activateDraft } from './activate.ts';
import { createMapping, importSpec, readSample, removeMapping, renameMapping, replaceSample } from './create.ts';
import { readState, showMapping } from './detail.ts';
import { discardDraft, ignorePaths, setDestination, setRule } from './draft.ts';
import { addGolden, pickGoldenSamples, removeGolden, setExpected } from './goldens.ts';
import { diffDraft, fieldOutput, traceRule } from './output.ts';
import { rejectedRows, reviewRun, runMapping, runOutput } from './runs.ts';
import { listMappings } from './service.ts';

export const mappingsRoutes = (os: Implementer['mappings']) => ({
  list: os.list.handler(({ context }) => listMappings(inWorkspace(context).engine.db)),
  show: os.show.handler(({ input, context }) => showMapping(inWorkspace(context).engine.db, input.id, input.revision)),
  templates: os.templates.handler(() => destinationTemplates.map((template) => ({ ...template, fields: [...template.fields] }))),
  readSample: os.readSample.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return readSample(engine, actor, input, signal);
  }),
  create: os.create.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return createMapping(engine, actor, input);
  }),
  rename: os.rename.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    renameMapping(engine, actor, input);
    return {};
  }),
  remove: os.remove.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeMapping(engine, actor, input.id);
    return {};
  }),
  replaceSample: os.replaceSample.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    replaceSample(engine, actor, input);
    return {};
  }),
  setRule: os.setRule.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    setRule(engine, actor, input);
    return {};
  }),
  setDestination: os.setDestination.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    setDestination(engine, actor, input);
    return {};
  }),
  ignore: os.ignore.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    ignorePaths(engine, actor, input);
    return {};
  }),
  importSpec: os.importSpec.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return importSpec(engine, actor, input);
  }),
  exportSpec: os.exportSpec.handler(({ input, context }) => {
    const { mapping, looked } = readState(inWorkspace(context).engine.db, input.id, input.revision);
    return { name: mapping.name, spec: looked.spec, fileName: `${mapping.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.mapping.json` };
  }),
  discardDraft: os.discardDraft.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    discardDraft(engine, actor, input.id);
    return {};
  }),
  activate: os.activate.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    activateDraft(engine, actor, input.id, input.reason);
    return {};
  }),
  output: os.output.handler(({ input, context }) => fieldOutput(inWorkspace(context).engine.db, input)),
  trace: os.trace.handler(({ input, context }) => traceRule(inWorkspace(context).engine.db, input)),
  pickGoldens: os.pickGoldens.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return pickGoldenSamples(engine, actor, input.id);
  }),
  addGolden: os.addGolden.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addGolden(engine, actor, input);
  }),
  setExpected: os.setExpected.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    setExpected(engine, actor, input);
    return {};
  }),
  removeGolden: os.removeGolden.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeGolden(engine, actor, input.id);
    return {};
  }),
  diff: os.diff.handler(({ input, context }) => diffDraft(inWorkspace(context).engine.db, input.id)),
  run: os.run.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return runMapping(engine, actor, input, signal);
  }),
  rejectedRows: os.rejectedRows.handler(({ input, context }) => rejectedRows(inWorkspace(context).engine.db, input.runId, input.limit)),
  reviewRun: os.reviewRun.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    reviewRun(engine, actor, input.runId);
    return {};
  }),
  runOutput: os.runOutput.handler(({ input, context }) => runOutput(inWorkspace(context).engine.db, input.runId, input.part)),
});
