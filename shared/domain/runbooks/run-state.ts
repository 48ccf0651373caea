import { Fault } from '../../contract/errors.ts';
import type { RunEvent, SentCheck } from './run-event.ts';
import { targetOf, type Runbook, type Step } from './runbook.ts';

export const runStates = ['running', 'waiting', 'done', 'failed', 'aborted'] as const;
export type RunStatus = (typeof runStates)[number];

/** One visit of a step, from when the run came to it to when it left it. */
export interface StepVisit {
  readonly step: number;
  readonly reachedAt: number;
  readonly leftAt: number | null;
  readonly by: string | null;
  /** How it was left; null while the run stands there. */
  readonly end: 'done' | 'skipped' | 'went back' | null;
  /** What made it a deviation: a reason to skip, an expectation that did not hold. */
  readonly differs: string | null;
  /** The option that was chosen at a decision. */
  readonly option: number | null;
  readonly ticked: readonly number[];
  readonly lastChecks: readonly SentCheck[] | null;
}

export interface RunState {
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly startedBy: string;
  /** The person’s id; null in runs that began before it was kept. */
  readonly startedById: string | null;
  readonly heldBy: string;
  readonly lastEventAt: number;
  readonly finishedAt: number | null;
  /** Where the run stands; null when it has come to the end of its steps. */
  readonly current: number | null;
  readonly waitingFor: string | null;
  /** Every visit in order; a step that was come to twice has two. */
  readonly visits: readonly StepVisit[];
  readonly inputs: Readonly<Record<string, string>>;
  /** The furthest share of the steps that was ever reached, 0 to 1; never falls. */
  readonly furthest: number;
  readonly activeMs: number;
  readonly outcome: string;
}

/** Longer silence than this is not counted as work: somebody waited, slept or did something else. */
export const longestActiveGapMs = 15 * 60_000;

/** A run that has just begun. Faults when the document has no step. */
export function startRunState(runbook: Runbook, event: RunEvent): RunState {
  if (event.kind !== 'started') throw new Error('a run begins with its start');
  const first = runbook.steps[0];
  if (!first) throw refused('The runbook has no step.', 'Write a step and publish it first.');
  return {
    status: 'running',
    startedAt: event.at,
    startedBy: event.actor,
    startedById: event.by ?? null,
    heldBy: event.actor,
    lastEventAt: event.at,
    finishedAt: null,
    current: first.number,
    waitingFor: null,
    visits: [visitOf(first.number, event.at)],
    inputs: {},
    furthest: 0,
    activeMs: 0,
    outcome: '',
  };
}

/** What the events of a run make of it, from the first to the last. */
export function replay(runbook: Runbook, events: readonly RunEvent[]): RunState {
  const [first, ...rest] = events;
  if (!first) throw new Error('a run without its start');
  return rest.reduce((state, event) => applyEvent(runbook, state, event), startRunState(runbook, first));
}

/** The state after one more event; faults when it is not possible now, and then nothing has changed. */
export function applyEvent(runbook: Runbook, state: RunState, event: RunEvent): RunState {
  if (isEnded(state.status)) throw refused('The run has ended.', 'Start it anew, or add a follow-up.');
  const gap = Math.max(0, event.at - state.lastEventAt);
  const next: RunState = {
    ...state,
    lastEventAt: Math.max(state.lastEventAt, event.at),
    activeMs: state.activeMs + (state.status === 'waiting' ? 0 : Math.min(gap, longestActiveGapMs)),
  };
  switch (event.kind) {
    case 'started':
      throw refused('The run has begun already.', 'Go on at the step where it stands.');
    case 'noted':
    case 'attached':
      return next;
    case 'paused':
      return { ...next, status: 'waiting', waitingFor: event.waitingFor };
    case 'resumed':
      return { ...next, status: 'running', waitingFor: null };
    case 'handed over':
      return { ...next, heldBy: event.to };
    case 'aborted':
      return { ...next, status: 'aborted', finishedAt: event.at, outcome: event.reason, waitingFor: null };
    case 'finished':
      if (event.isSolved && state.current !== null)
        throw refused(
          `Step ${state.current} is not done yet.`,
          'Do the steps that are left, skip them with a reason, or end it as not solved.',
        );
      return {
        ...next,
        status: event.isSolved ? 'done' : 'failed',
        finishedAt: event.at,
        outcome: event.outcome,
        waitingFor: null,
        furthest: event.isSolved ? 1 : next.furthest,
      };
    default:
      return atStep(runbook, { ...next, status: 'running', waitingFor: null }, event);
  }
}

type StepEvent = Extract<RunEvent, { kind: 'ticked' | 'answered' | 'filled' | 'sent' | 'done' | 'escalated' | 'skipped' | 'went back' }>;

function atStep(runbook: Runbook, state: RunState, event: StepEvent): RunState {
  if (event.kind === 'went back') return goBack(runbook, state, event);
  if (event.step !== state.current) {
    throw refused(
      state.current === null ? 'Every step is done.' : `The run stands at step ${state.current}, not at step ${event.step}.`,
      state.current === null ? 'Finish the run, or go back a step.' : `Answer step ${state.current}, or go back to the other.`,
    );
  }
  const step = stepOf(runbook, event.step);
  const visit = lastVisit(state);
  switch (event.kind) {
    case 'ticked': {
      if (step.kind !== 'checklist' || event.item < 0 || event.item >= step.items.length)
        throw refused('There is no such item on this step.', 'Tick one of the items that are shown.');
      const others = visit.ticked.filter((item) => item !== event.item);
      return withVisit(state, { ...visit, ticked: event.isTicked ? [...others, event.item].sort((a, b) => a - b) : others });
    }
    case 'sent':
      if (step.request === null) throw refused('This step sends nothing.', 'Go on with what it asks.');
      return withVisit(state, { ...visit, lastChecks: event.checks });
    case 'answered': {
      const option = step.options[event.option];
      if (step.kind !== 'decision' || !option) throw refused('There is no such answer.', 'Choose one of the answers that are shown.');
      return leave(runbook, state, step, event, { end: 'done', option: event.option, differs: null }, option.goTo);
    }
    case 'filled':
      if (step.kind !== 'input') throw refused('This step asks for no values.', 'Go on with what it asks.');
      refuseBadValues(step, event.values);
      return leave(
        runbook,
        { ...state, inputs: { ...state.inputs, ...event.values } },
        step,
        event,
        { end: 'done', differs: null },
        step.goOnAt,
      );
    case 'escalated':
      if (step.kind !== 'escalate') throw refused('This step calls nobody.', 'Go on with what it asks.');
      return leave(runbook, state, step, event, { end: 'done', differs: null }, step.goOnAt);
    case 'done':
      return leave(runbook, state, step, event, { end: 'done', differs: doneDiffers(step, visit, event.differs) }, step.goOnAt);
    case 'skipped':
      if (!step.canSkip) throw refused('This step cannot be skipped.', 'Do it, or abort the run.');
      if (event.reason.trim() === '') throw refused('A step is skipped with a reason only.', 'Say in a few words why.');
      return leave(runbook, state, step, event, { end: 'skipped', differs: event.reason }, step.kind === 'decision' ? 'next' : step.goOnAt);
  }
}

/** Whether the step may be called done, and what about it was not as expected. */
function doneDiffers(step: Step, visit: StepVisit, said: string | null): string | null {
  switch (step.kind) {
    case 'decision':
      throw refused('A decision needs one of its answers.', 'Choose an answer; it says where to go on.');
    case 'input':
      throw refused('The values are not filled in yet.', 'Fill them in, or skip the step with a reason.');
    case 'escalate':
      throw refused('Nobody has been called yet.', 'Say who was called and how, or skip the step with a reason.');
    case 'checklist': {
      const left = step.items.length - visit.ticked.length;
      if (left > 0 && said === null)
        throw refused(`${left} of ${step.items.length} items are not ticked.`, 'Tick them, or say what differs.');
      return said;
    }
    case 'verify':
      if (visit.lastChecks === null || visit.lastChecks.some((check) => !check.isHeld))
        throw refused(
          visit.lastChecks === null ? 'It has not been verified yet.' : 'The last answer does not hold what is expected.',
          'Send it again until it holds, or skip the step with a reason.',
        );
      return said;
    case 'request': {
      if (visit.lastChecks === null) throw refused('The request has not been sent yet.', 'Send it, or skip the step with a reason.');
      const failed = visit.lastChecks.filter((check) => !check.isHeld);
      return said ?? (failed.length > 0 ? failed.map((check) => `${check.words}, was ${check.seen}`).join('; ') : null);
    }
    case 'instruction':
      return said;
  }
}

function leave(
  runbook: Runbook,
  state: RunState,
  step: Step,
  event: RunEvent,
  end: Pick<StepVisit, 'end' | 'differs'> & { readonly option?: number },
  goTo: string | null,
): RunState {
  if (step.byAnother && isSamePerson(state, event) && end.end !== 'skipped')
    throw new Fault('not_allowed', {
      happened: `Step ${step.number} is for somebody other than ${state.startedBy}, who started the run.`,
      remedy: 'Hand the run over, or skip the step with a reason.',
    });
  const target = targetOf(goTo, step, runbook.steps);
  if (target === undefined)
    throw refused(
      `Step ${step.number} leads to “${goTo ?? ''}”, and there is no such step.`,
      'Skip it with a reason; then correct the runbook.',
    );
  const left = withVisit(state, { ...lastVisit(state), ...end, leftAt: event.at, by: event.actor });
  return arrive(runbook, left, target, event.at);
}

/** By id where both are known: a name can be changed in the midst of a run. */
const isSamePerson = (state: RunState, { by, actor }: RunEvent): boolean =>
  by === undefined || state.startedById === null ? actor === state.startedBy : by === state.startedById;

/** The step before, by the way the run took; it is done anew and keeps its first record. */
function goBack(runbook: Runbook, state: RunState, event: Extract<RunEvent, { kind: 'went back' }>): RunState {
  const before = state.visits.findLast((visit) => visit.leftAt !== null && visit.end !== 'went back' && visit.step !== state.current);
  if (before?.step !== event.step) throw refused('There is no step to go back to.', 'Go on with the step that is shown.');
  const left =
    state.current === null ? state : withVisit(state, { ...lastVisit(state), end: 'went back', leftAt: event.at, by: event.actor });
  return arrive(runbook, left, event.step, event.at);
}

function arrive(runbook: Runbook, state: RunState, target: number | null, at: number): RunState {
  const reached = target === null ? 1 : (target - 1) / runbook.steps.length;
  return {
    ...state,
    current: target,
    visits: target === null ? state.visits : [...state.visits, visitOf(target, at)],
    furthest: Math.max(state.furthest, reached),
  };
}

function refuseBadValues(step: Step, values: Readonly<Record<string, string>>): void {
  for (const input of step.inputs) {
    const value = (values[input.name] ?? '').trim();
    const bad = (happened: string, remedy: string): Fault => new Fault('bad_input', { happened, remedy, place: { path: input.name } });
    if (value === '' && input.isRequired) throw bad(`“${input.label}” is empty.`, 'Fill it in, or skip the step with a reason.');
    if (value === '') continue;
    if (input.type === 'number' && !Number.isFinite(Number(value)))
      throw bad(`“${value}” is not a number.`, 'Write digits only, such as 12 or 12.5.');
    if (input.type === 'choice' && !input.choices.includes(value))
      throw bad(`“${value}” is not one of the choices.`, `Choose: ${input.choices.join(', ')}.`);
    if (input.type === 'yes/no' && value !== 'yes' && value !== 'no') throw bad(`“${value}” is neither yes nor no.`, 'Write yes or no.');
  }
  const known = new Set(step.inputs.map((input) => input.name));
  const unknown = Object.keys(values).find((name) => !known.has(name));
  if (unknown !== undefined) throw refused(`The step does not ask for “${unknown}”.`, `It asks for: ${[...known].join(', ')}.`);
}

export const isEnded = (status: RunStatus): boolean => status === 'done' || status === 'failed' || status === 'aborted';

/** The visit that counts for a step: the last one that was not left by going back. */
export function visitFor(state: RunState, step: number): StepVisit | undefined {
  return state.visits.findLast((visit) => visit.step === step && visit.end !== 'went back');
}

/** Steps that have a record of how they were left, each counted once. */
export function stepsDone(state: RunState): number {
  return new Set(state.visits.filter((visit) => visit.end === 'done' || visit.end === 'skipped').map((visit) => visit.step)).size;
}

/** 0 to 100, never falling; 100 only when no step is left. */
export const percentDone = (state: RunState): number => Math.floor(state.furthest * 100);

/** How often the run left what the runbook says: skipped steps and answers that differed. */
export const deviations = (state: RunState): number => state.visits.filter((visit) => visit.differs !== null).length;

const visitOf = (step: number, at: number): StepVisit => ({
  step,
  reachedAt: at,
  leftAt: null,
  by: null,
  end: null,
  differs: null,
  option: null,
  ticked: [],
  lastChecks: null,
});

function lastVisit(state: RunState): StepVisit {
  const visit = state.visits.at(-1);
  if (!visit) throw new Error('a run that has not come to any step');
  return visit;
}

const withVisit = (state: RunState, visit: StepVisit): RunState => ({ ...state, visits: [...state.visits.slice(0, -1), visit] });

function stepOf(runbook: Runbook, number: number): Step {
  const step = runbook.steps[number - 1];
  if (!step) throw refused(`There is no step ${number}.`, 'Look at the steps of this run.');
  return step;
}

const refused = (happened: string, remedy: string): Fault => new Fault('conflict', { happened, remedy });
