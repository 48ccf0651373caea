import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { abortRun, actOnRun, addFollowUp, closeFollowUp, finishRun, handOverRun, pauseRun, resumeRun } from './act.ts';
import { attachBytes, attachFile, readArtifact } from './attach.ts';
import { exportRun, exportRunbook } from './export.ts';
import { checkSource } from './findings.ts';
import { peopleProgress } from './people-progress.ts';
import { presentRun } from './present-run.ts';
import { startRun, suggestedRunbooks } from './report.ts';
import { sendStep } from './send-step.ts';
import {
  acknowledgeRunbook,
  addRunbook,
  discardDraft,
  listRunbooks,
  listRuns,
  markReviewed,
  publishRunbook,
  retireRunbook,
  saveDraft,
  showRunbook,
} from './service.ts';
import { listStarters } from './starters.ts';

export const runbooksRoutes = (os: Implementer['runbooks']) => ({
  list: os.list.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return listRunbooks(engine.db, engine.clock.now());
  }),
  show: os.show.handler(({ input, context }) => showRunbook(inWorkspace(context).engine, input.id)),
  check: os.check.handler(({ input, context }) => checkSource(inWorkspace(context).engine.db, input.source)),
  starters: os.starters.handler(({ context }) => listStarters(inWorkspace(context).engine.db)),
  add: os.add.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addRunbook(engine, actor, input);
  }),
  save: os.save.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return saveDraft(engine, actor, input.id, input.source);
  }),
  discardDraft: os.discardDraft.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return discardDraft(engine, actor, input.id);
  }),
  publish: os.publish.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return publishRunbook(engine, actor, input.id, input.note);
  }),
  markReviewed: os.markReviewed.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return markReviewed(engine, actor, input.id);
  }),
  retire: os.retire.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return retireRunbook(engine, actor, input.id, input.isRetired);
  }),
  acknowledge: os.acknowledge.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    acknowledgeRunbook(engine, actor, input.id, input.personId);
    return {};
  }),
  exportRunbook: os.exportRunbook.handler(({ input, context }) => exportRunbook(inWorkspace(context).engine, input.id, input.format)),

  runs: os.runs.handler(({ input, context }) => listRuns(inWorkspace(context).engine.db, input)),
  run: os.run.handler(({ input, context }) => presentRun(inWorkspace(context).engine, input.id)),
  start: os.start.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return startRun(engine, actor, input);
  }),
  act: os.act.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return actOnRun(engine, actor, input);
  }),
  send: os.send.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return sendStep(engine, actor, input, signal);
  }),
  attach: os.attach.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return attachFile(engine, actor, input);
  }),
  attachText: os.attachText.handler(({ input: { text, ...input }, context }) => {
    const { engine, actor } = inWorkspace(context);
    return attachBytes(engine, actor, { ...input, kind: 'text', mediaType: 'text/plain', bytes: Buffer.from(text) });
  }),
  artifact: os.artifact.handler(({ input, context }) => readArtifact(inWorkspace(context).engine, input.id)),
  pause: os.pause.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return pauseRun(engine, actor, input.runId, input.waitingFor);
  }),
  resume: os.resume.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return resumeRun(engine, actor, input.runId);
  }),
  handOver: os.handOver.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return handOverRun(engine, actor, input);
  }),
  finish: os.finish.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return finishRun(engine, actor, input);
  }),
  abort: os.abort.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return abortRun(engine, actor, input.runId, input.reason);
  }),
  addFollowUp: os.addFollowUp.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addFollowUp(engine, actor, input);
  }),
  closeFollowUp: os.closeFollowUp.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    closeFollowUp(engine, actor, input.id);
    return {};
  }),
  exportRun: os.exportRun.handler(({ input, context }) => exportRun(inWorkspace(context).engine, input.id, input.format)),

  people: os.people.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return peopleProgress(engine.db, engine.clock.now());
  }),
  suggested: os.suggested.handler(({ input, context }) => suggestedRunbooks(inWorkspace(context).engine.db, input.incidentId)),
});
