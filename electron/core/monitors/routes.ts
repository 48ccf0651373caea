import type { CheckResult } from '../../../shared/contract/monitors.ts';
import { tickMs } from '../../../shared/domain/monitors/observation.ts';
import { inWorkspace } from '../actor.ts';
import { createQueue } from '../queue.ts';
import type { Implementer } from '../router.ts';
import { listCandidates } from './candidates.ts';
import * as edit from './edit-monitors.ts';
import * as incidents from './edit-incidents.ts';
import * as promises from './edit-promises.ts';
import { getIncident } from './incident-detail.ts';
import { incidentsBetween, openIncidents } from './incident-report.ts';
import { listMonitors, showMonitor } from './monitor-list.ts';
import { liveMonitorRows, refuseSample, requireMonitor } from './monitor-rows.ts';
import { observerOf } from './observe.ts';
import { observerWords, showOverview } from './overview.ts';
import { showPromise } from './promise-detail.ts';
import { promiseReports } from './promise-report.ts';
import { listResults } from './results.ts';

export const monitorsRoutes = (os: Implementer['monitors']) => ({
  overview: os.overview.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return showOverview(engine.db, engine.clock.now());
  }),
  observer: os.observer.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return observerWords(engine.db, observerOf(engine), engine.clock.now());
  }),
  list: os.list.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return listMonitors(engine.db, engine.clock.now());
  }),
  show: os.show.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return showMonitor(engine.db, input.id, engine.clock.now());
  }),
  candidates: os.candidates.handler(({ context }) => listCandidates(inWorkspace(context).engine.db)),
  add: os.add.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    const monitor = edit.addMonitor(engine, actor, input);
    // Its first check is due at once; whoever added it wants to see that it works.
    void observerOf(engine)
      .tick()
      .catch((error: unknown) => engine.log.bug(error));
    return monitor;
  }),
  update: os.update.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return edit.updateMonitor(engine, actor, input);
  }),
  pause: os.pause.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return edit.pauseMonitor(engine, actor, input.id, input.isPaused);
  }),
  remove: os.remove.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    edit.removeMonitor(engine, actor, input.id);
    return {};
  }),
  runOnce: os.runOnce.handler(({ input, context, signal }) => {
    const { engine } = inWorkspace(context);
    const observer = observerOf(engine);
    const rows = input.ids
      ? input.ids.map((id) => requireMonitor(engine.db, id))
      : input.all
        ? liveMonitorRows(engine.db)
        : observer.due().map(({ row }) => row);
    refuseSample(rows);
    return observer.checkNow(rows, signal);
  }),
  watch: os.watch.handler(async function* ({ input, context, signal }) {
    const { engine } = inWorkspace(context);
    const observer = observerOf(engine);
    const stopping = new AbortController();
    const end = (): void => stopping.abort();
    signal?.addEventListener('abort', end, { once: true });
    const queue = createQueue<CheckResult>(stopping.signal);
    const stopListening = observer.runner.onResult(queue.push);
    const isOurs = !observer.isLooking;
    const turn = (): void => void observer.tick().catch((error: unknown) => (stopping.signal.aborted ? undefined : engine.log.bug(error)));
    if (isOurs) observer.start();
    const timer = isOurs ? setInterval(turn, tickMs) : null;
    const limit = input.forMs === undefined ? null : setTimeout(end, input.forMs);
    turn();
    try {
      yield* queue;
    } finally {
      stopListening();
      if (timer !== null) clearInterval(timer);
      if (limit !== null) clearTimeout(limit);
      if (isOurs) observer.stop();
    }
  }),
  results: os.results.handler(({ input, context }) => listResults(inWorkspace(context).engine.db, input)),

  promises: os.promises.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return promiseReports(engine.db, promises.windowOf(engine.clock.now(), input.month));
  }),
  promise: os.promise.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return showPromise(engine.db, engine.clock.now(), input);
  }),
  addPromise: os.addPromise.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return promises.addPromise(engine, actor, input);
  }),
  updatePromise: os.updatePromise.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return promises.updatePromise(engine, actor, input);
  }),
  removePromise: os.removePromise.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    promises.removePromise(engine, actor, input.id);
    return {};
  }),
  annul: os.annul.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    promises.annul(engine, actor, input);
    return {};
  }),
  withdrawAnnulment: os.withdrawAnnulment.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    promises.withdrawAnnulment(engine, actor, input.id);
    return {};
  }),

  incidents: os.incidents.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    const now = engine.clock.now();
    if (input.state === 'open') return openIncidents(engine.db, now);
    const all = incidentsBetween(engine.db, 0, now + 1, now);
    return input.state === 'all' ? all : all.filter(({ state }) => state === 'closed');
  }),
  incident: os.incident.handler(({ input, context }) => {
    const { engine } = inWorkspace(context);
    return getIncident(engine.db, input.id, engine.clock.now());
  }),
  openIncident: os.openIncident.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return incidents.openIncident(engine, actor, input);
  }),
  acknowledgeIncident: os.acknowledgeIncident.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return incidents.acknowledgeIncident(engine, actor, input.id);
  }),
  attachExchange: os.attachExchange.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    const exchange = await engine.console.show(input.exchangeId);
    return incidents.attachExchange(engine, actor, { id: input.id, exchange, words: input.words });
  }),
  noteIncident: os.noteIncident.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return incidents.noteIncident(engine, actor, input.id, input.words);
  }),
  attributeIncident: os.attributeIncident.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return incidents.attributeIncident(engine, actor, input);
  }),
  closeIncident: os.closeIncident.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return incidents.closeIncident(engine, actor, input.id, input.reason);
  }),
  addFollowUp: os.addFollowUp.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return incidents.addFollowUp(engine, actor, input);
  }),
  closeFollowUp: os.closeFollowUp.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return incidents.closeFollowUp(engine, actor, input.id, input.closedBy);
  }),
});
