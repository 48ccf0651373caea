import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { guessSpec } from '../../../shared/domain/ledger/guess-spec.ts';
import { assignBreaks, explainBreaks, noteOnBreak, setBreakState } from './break-actions.ts';
import { createLedger, defineLedger, removeLedger, renameLedger } from './definitions.ts';
import { listBreaks } from './list-breaks.ts';
import { listLedgers, peekAt, showLedger, startRun, takeDroppedFile } from './service.ts';
import { showBreak } from './show-break.ts';

export const ledgerRoutes = (os: Implementer['ledger']) => ({
  list: os.list.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return listLedgers(engine.db, engine.clock.now());
  }),
  show: os.show.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return showLedger(engine.db, engine.clock.now(), input.id, input.runId);
  }),
  breaks: os.breaks.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return listBreaks(engine.db, engine.clock.now(), input);
  }),
  breakDetail: os.breakDetail.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return showBreak(engine.db, engine.clock.now(), input.id);
  }),
  peek: os.peek.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return peekAt(engine, actor, input, signal);
  }),
  takeFile: os.takeFile.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return takeDroppedFile(engine, actor, input.file, signal);
  }),
  guess: os.guess.handler(({ input }) => guessSpec(input.left, input.right)),
  create: os.create.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return { id: createLedger(engine, actor, input) };
  }),
  define: os.define.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return { number: defineLedger(engine, actor, input) };
  }),
  rename: os.rename.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    renameLedger(engine, actor, input.id, input.name);
    return {};
  }),
  remove: os.remove.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeLedger(engine, actor, input.id);
    return {};
  }),
  run: os.run.handler(async ({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    const { jobId, finished } = startRun(engine, actor, input, input.isAwaited ? signal : undefined);
    return { jobId, runId: input.isAwaited ? (await finished).runId : null };
  }),
  assign: os.assign.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return { changed: assignBreaks(engine, actor, input.choice, input.ownerId) };
  }),
  explain: os.explain.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return { changed: explainBreaks(engine, actor, input.choice, input.until, input.reason) };
  }),
  setState: os.setState.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return { changed: setBreakState(engine, actor, input.choice, input.state) };
  }),
  note: os.note.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    noteOnBreak(engine, actor, input.id, input.text);
    return {};
  }),
});
