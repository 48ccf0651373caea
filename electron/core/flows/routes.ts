import { Fault } from '../../../shared/contract/errors.ts';
import type { FlowRun } from '../../../shared/contract/flows.ts';
import { inWorkspace } from '../actor.ts';
import type { Engine } from '../engine.ts';
import { createQueue } from '../queue.ts';
import type { Implementer } from '../router.ts';
import * as flows from './flows.ts';
import { isLive, knownRunner } from './live-runs.ts';
import { latestExchanges } from './latest-exchanges.ts';
import { listRunCalls, listRunRows, presentDetail, presentRun } from './present-run.ts';
import { exchangeChecks, keepRequestChecks, requestChecks } from './request-checks.ts';
import { listRunRecords, requireRun } from './store.ts';

const present = (engine: Engine, id: string): FlowRun => presentRun(engine.db, requireRun(engine.db, id), isLive(engine, id));

async function* follow(engine: Engine, id: string, signal: AbortSignal | undefined): AsyncGenerator<FlowRun, void> {
  const queue = createQueue<FlowRun>(signal);
  const stop = knownRunner(engine)?.watch(id, queue.push) ?? (() => undefined);
  try {
    const first = present(engine, id);
    yield first;
    if (!first.isRunning) return;
    for await (const run of queue) {
      yield run;
      if (!run.isRunning) return;
    }
  } finally {
    stop();
  }
}

const sourceOf = (via: string): FlowRun['source'] => (via === 'terminal' ? 'terminal' : 'app');

export const flowsRoutes = (os: Implementer['flows']) => ({
  list: os.list.handler(({ context }) => flows.listFlows(inWorkspace(context).engine)),
  show: os.show.handler(({ input, context }) => flows.showFlow(inWorkspace(context).engine, input.id)),
  create: os.create.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return flows.createFlow(engine, actor, input);
  }),
  update: os.update.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return flows.updateFlow(engine, actor, input);
  }),
  duplicate: os.duplicate.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return flows.duplicateFlow(engine, actor, input.id);
  }),
  remove: os.remove.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    flows.removeFlow(engine, actor, input.id);
    return {};
  }),
  setSchedule: os.setSchedule.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return flows.setSchedule(engine, actor, input.id, input.schedule);
  }),
  arm: os.arm.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return flows.armFlow(engine, actor, input.id, input.isArmed, input.confirmProduction);
  }),
  peek: os.peek.handler(async ({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    const { peekRows } = await import('./dry-run.ts');
    return peekRows(engine, actor, input.id, input, signal);
  }),
  start: os.start.handler(async ({ input: { id, ...choice }, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    const { startRun } = await import('./start-run.ts');
    return startRun(engine, actor, id, choice, sourceOf(context.via), signal);
  }),
  resume: os.resume.handler(async ({ input: { id, ...choice }, context }) => {
    const { engine, actor } = inWorkspace(context);
    const { resumeRun } = await import('./start-run.ts');
    return resumeRun(engine, actor, id, choice);
  }),
  retryFailures: os.retryFailures.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    const { retryFailures } = await import('./start-run.ts');
    return retryFailures(engine, actor, input.id, input.confirmProduction, sourceOf(context.via), input.despiteRestore);
  }),
  stop: os.stop.handler(({ input, context }) => {
    knownRunner(inWorkspace(context).engine)?.stop(input.id);
    return {};
  }),
  settle: os.settle.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    const { settleRow } = await import('./start-run.ts');
    return settleRow(engine, actor, input.runId, input.row, input.as);
  }),
  watch: os.watch.handler(({ input, context, signal }) => {
    const { engine } = inWorkspace(context);
    // Before the stream begins: a fault inside it would not pass the call's guard.
    requireRun(engine.db, input.id);
    return follow(engine, input.id, signal);
  }),
  runs: os.runs.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return listRunRecords(engine.db, input.flowId, input.limit).map((run) => presentRun(engine.db, run, isLive(engine, run.id)));
  }),
  run: os.run.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return presentDetail(engine.db, requireRun(engine.db, input.id), isLive(engine, input.id));
  }),
  rows: os.rows.handler(({ input, context }) => listRunRows(inWorkspace(context).engine.db, input.id, input.state)),
  calls: os.calls.handler(({ input, context }) => listRunCalls(inWorkspace(context).engine.db, input.runId, input.row)),
  export: os.export.handler(async ({ input, context }) => {
    const { engine } = inWorkspace(context);
    requireRun(engine.db, input.id);
    const { exportRun } = await import('./export-run.ts');
    return exportRun(engine, input.id, input.format);
  }),
  requestChecks: os.requestChecks.handler(({ input, context }) => requestChecks(inWorkspace(context).engine.db, input.savedRequestId)),
  keepRequestChecks: os.keepRequestChecks.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return keepRequestChecks(engine, actor, input.savedRequestId, input.checks);
  }),
  exchangeChecks: os.exchangeChecks.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    if (!engine.db.get('SELECT 1 FROM exchanges WHERE id = ?', input.exchangeId))
      throw new Fault('not_found', { happened: 'There is no such exchange.', remedy: 'Look in the history; it may have been purged.' });
    return exchangeChecks(engine, input.exchangeId);
  }),
  latestExchanges: os.latestExchanges.handler(({ context }) => latestExchanges(inWorkspace(context).engine.db)),
});
