import type { RunEvent } from './run-event.ts';
import type { RunState } from './run-state.ts';
import type { Runbook } from './runbook.ts';

/** What somebody did, as the record says it after their name: "answered “No, it still fails” at step 7". */
export function eventWords(runbook: Runbook, event: RunEvent): string {
  switch (event.kind) {
    case 'started':
      return event.isDrill ? 'started a drill' : 'started the run';
    case 'ticked': {
      const item = runbook.steps[event.step - 1]?.items[event.item] ?? `item ${event.item + 1}`;
      return `${event.isTicked ? 'ticked' : 'unticked'} “${shorten(item, 60)}”`;
    }
    case 'answered': {
      const option = runbook.steps[event.step - 1]?.options[event.option];
      return `answered “${option?.words ?? ''}” at step ${event.step}`;
    }
    case 'filled':
      return `step ${event.step}: ${Object.entries(event.values)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name} ${shorten(value, 40)}`)
        .join(', ')}`;
    case 'sent':
      return event.words;
    case 'done':
      return `step ${event.step} done${event.differs === null ? '' : `, differs: ${event.differs}`}`;
    case 'escalated':
      return `called ${event.to}${event.channel === '' ? '' : ` by ${event.channel}`}`;
    case 'skipped':
      return `skipped step ${event.step}: ${event.reason}`;
    case 'went back':
      return `went back to step ${event.step}`;
    case 'noted':
      return `noted at step ${event.step}: ${shorten(event.text, 120)}`;
    case 'attached':
      return `kept ${event.name}`;
    case 'paused':
      return event.waitingFor === '' ? 'paused' : `paused, waits for ${event.waitingFor}`;
    case 'resumed':
      return 'went on';
    case 'handed over':
      return `handed over to ${event.to}`;
    case 'finished':
      return event.isSolved ? `finished: ${event.outcome}` : `ended unsolved: ${event.outcome}`;
    case 'aborted':
      return `aborted: ${event.reason}`;
  }
}

/** Where a run stands, in one line for lists. */
export function nowWords(runbook: Runbook, state: RunState): string {
  switch (state.status) {
    case 'done':
    case 'failed':
    case 'aborted':
      return state.outcome;
    case 'waiting':
      return `waits for ${state.waitingFor === null || state.waitingFor === '' ? 'somebody to go on' : state.waitingFor}`;
    case 'running': {
      const step = state.current === null ? undefined : runbook.steps[state.current - 1];
      return step === undefined ? 'all steps done, not finished' : `step ${step.number}, ${step.title}`;
    }
  }
}

function shorten(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
