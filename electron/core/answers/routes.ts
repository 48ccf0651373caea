import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { comparableWith, compareAnswers, keepRules } from './compare.ts';
import { eventsOf } from './events.ts';
import { explainExchange } from './explain.ts';
import { endOfLine, linesOf } from './lines.ts';
import { lookAtBody } from './look.ts';
import { addNote, changeNote, removeNote } from './notes.ts';
import { filterBody, findText, pageOf, pickValues } from './service.ts';
import { listNotes } from './store.ts';
import { exportExchanges, supportBundle } from './support-bundle.ts';

export const answersRoutes = (os: Implementer['answers']) => ({
  look: os.look.handler(({ input, context }) => lookAtBody(inWorkspace(context).engine, input)),
  page: os.page.handler(({ input, context }) => pageOf(inWorkspace(context).engine, input, input.offset, input.length)),
  events: os.events.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return eventsOf(engine, actor, input, input.from, input.count);
  }),
  lines: os.lines.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return linesOf(engine, actor, input, input.from, input.count);
  }),
  lineEnd: os.lineEnd.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return endOfLine(engine, actor, input, input.line);
  }),
  find: os.find.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return findText(engine, actor, input, signal);
  }),
  filter: os.filter.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return filterBody(engine, actor, input, signal);
  }),
  pick: os.pick.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return pickValues(engine, actor, input, signal);
  }),
  comparable: os.comparable.handler(({ input, context }) => comparableWith(inWorkspace(context).engine, input.id)),
  diff: os.diff.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return compareAnswers(engine, actor, input, signal);
  }),
  keepRules: os.keepRules.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    const rules = await keepRules(engine, actor, input.endpointId, input.rules);
    return { ...rules, paths: [...rules.paths] };
  }),
  explain: os.explain.handler(({ input, context }) => explainExchange(inWorkspace(context).engine, input.id)),
  notes: os.notes.handler(({ input, context }) => listNotes(inWorkspace(context).engine.db, input.apiId)),
  addNote: os.addNote.handler(({ input: { apiId, ...fields }, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addNote(engine, actor, apiId, fields);
  }),
  changeNote: os.changeNote.handler(({ input: { id, ...fields }, context }) => {
    const { engine, actor } = inWorkspace(context);
    return changeNote(engine, actor, id, fields);
  }),
  removeNote: os.removeNote.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeNote(engine, actor, input.id);
    return {};
  }),
  supportBundle: os.supportBundle.handler(({ input, context }) => supportBundle(inWorkspace(context).engine, input)),
  exportExchanges: os.exportExchanges.handler(({ input, context }) =>
    exportExchanges(inWorkspace(context).engine, input.ids, input.format),
  ),
});
