import type { RunAction, RunDetail } from '../../../shared/contract/runbooks.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { RunEventData } from '../../../shared/domain/runbooks/run-event.ts';
import type { RunState } from '../../../shared/domain/runbooks/run-state.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { presentRun } from './present-run.ts';
import { loadRun, recordEvent } from './record-event.ts';

/** Does one thing at a step; each is kept at once. */
export async function actOnRun(
  engine: Engine,
  actor: Actor,
  { runId, step, action }: { readonly runId: string; readonly step: number; readonly action: RunAction },
): Promise<RunDetail> {
  const { state } = loadRun(engine.db, runId);
  recordEvent(engine, actor, runId, eventOf(action, step, state));
  return presentRun(engine, runId);
}

function eventOf(action: RunAction, step: number, state: RunState): RunEventData {
  switch (action.kind) {
    case 'tick':
      return { kind: 'ticked', step, item: action.item, isTicked: action.isTicked };
    case 'answer':
      return { kind: 'answered', step, option: action.option };
    case 'fill':
      return { kind: 'filled', step, values: action.values };
    case 'done':
      return { kind: 'done', step, differs: action.differs === '' ? null : action.differs };
    case 'escalate':
      return { kind: 'escalated', step, to: action.to, channel: action.channel, text: action.text };
    case 'skip':
      return { kind: 'skipped', step, reason: action.reason };
    case 'back':
      return { kind: 'went back', step: stepBefore(state) };
    case 'note':
      return { kind: 'noted', step, text: action.text };
  }
}

function stepBefore(state: RunState): number {
  const before = state.visits.findLast((visit) => visit.leftAt !== null && visit.end !== 'went back' && visit.step !== state.current);
  if (before) return before.step;
  throw new Fault('conflict', { happened: 'There is no step to go back to.', remedy: 'Go on with the step that is shown.' });
}

export async function pauseRun(engine: Engine, actor: Actor, runId: string, waitingFor: string): Promise<RunDetail> {
  recordEvent(engine, actor, runId, { kind: 'paused', waitingFor });
  return presentRun(engine, runId);
}

export async function resumeRun(engine: Engine, actor: Actor, runId: string): Promise<RunDetail> {
  recordEvent(engine, actor, runId, { kind: 'resumed' });
  return presentRun(engine, runId);
}

export async function handOverRun(
  engine: Engine,
  actor: Actor,
  { runId, toPersonId, note }: { readonly runId: string; readonly toPersonId: string; readonly note: string },
): Promise<RunDetail> {
  const person = engine.db.get<{ name: string }>('SELECT name FROM people WHERE id = ?', toPersonId);
  if (!person) throw new Fault('not_found', { happened: 'The person is gone.', remedy: 'Choose somebody else.' });
  recordEvent(engine, actor, runId, { kind: 'handed over', to: person.name, note });
  return presentRun(engine, runId);
}

export interface NewFollowUp {
  readonly text: string;
  readonly dueAt: number | null;
  readonly ownerId: string | null;
}

/** Ends a run with what came of it; its follow-ups are written in the same transaction. */
export async function finishRun(
  engine: Engine,
  actor: Actor,
  input: { readonly runId: string; readonly isSolved: boolean; readonly outcome: string; readonly followUps: readonly NewFollowUp[] },
): Promise<RunDetail> {
  const { clock } = engine;
  recordEvent(engine, actor, input.runId, { kind: 'finished', isSolved: input.isSolved, outcome: input.outcome }, (changes) => {
    for (const followUp of input.followUps)
      changes.insert('runbookFollowUp', followUpRow(clock, input.runId, followUp), `To follow up: ${followUp.text}`);
  });
  return presentRun(engine, input.runId);
}

export async function abortRun(engine: Engine, actor: Actor, runId: string, reason: string): Promise<RunDetail> {
  recordEvent(engine, actor, runId, { kind: 'aborted', reason });
  return presentRun(engine, runId);
}

/** Adds a follow-up, to a run that has ended too. */
export async function addFollowUp(engine: Engine, actor: Actor, input: NewFollowUp & { readonly runId: string }): Promise<RunDetail> {
  loadRun(engine.db, input.runId);
  engine.commands.run(actor, (changes) =>
    changes.insert('runbookFollowUp', followUpRow(engine.clock, input.runId, input), `To follow up: ${input.text}`),
  );
  return presentRun(engine, input.runId);
}

export function closeFollowUp({ commands, clock }: Engine, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const row = changes.get<{ words: string }>('SELECT words FROM runbook_follow_ups WHERE id = ?', id);
    if (!row) throw new Fault('not_found', { happened: 'The follow-up is gone.', remedy: 'Reload the run.' });
    changes.update('runbookFollowUp', id, { done_at: clock.now(), done_by: actor.name }, `Followed up: ${row.words}`);
  });
}

const followUpRow = (clock: Engine['clock'], runId: string, { text, dueAt, ownerId }: NewFollowUp) => ({
  id: clock.newId(),
  run_id: runId,
  words: text,
  owner_id: ownerId,
  due_at: dueAt,
  created_at: clock.now(),
});
