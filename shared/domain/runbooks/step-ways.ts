import type { RunState } from './run-state.ts';
import { isEnded, visitFor } from './run-state.ts';
import { targetOf, type Runbook, type Step } from './runbook.ts';

/** How a step that has no record lies to the run: surely ahead, opened only by an answer, or passed by. */
export type StepWay = 'open' | 'branch' | 'passed';

/** For each step: whether every way from where the run stands leads over it, only some, or none. */
export function stepWays(runbook: Runbook, state: RunState): StepWay[] {
  const { steps } = runbook;
  if (isEnded(state.status) || state.current === null) return steps.map(() => 'passed');
  const reachable = reach(runbook, state.current, null);
  return steps.map((step) => {
    if (!reachable.has(step.number)) return 'passed';
    if (step.number === state.current || visitFor(state, step.number)) return 'open';
    // It is on every way to the end when no way to the end leads around it.
    return reach(runbook, state.current ?? 1, step.number).has(0) ? 'branch' : 'open';
  });
}

/** Every step that can be come to from a step without setting foot on `without`; 0 stands for the end. */
function reach({ steps }: Runbook, from: number, without: number | null): Set<number> {
  const seen = new Set<number>();
  const open = [from];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (seen.has(number) || number === without) continue;
    seen.add(number);
    const step = steps[number - 1];
    if (step) open.push(...nextOf(step, steps));
  }
  return seen;
}

/** Where a step can lead; 0 is the end. */
function nextOf(step: Step, steps: readonly Step[]): number[] {
  const goTos = step.kind === 'decision' ? step.options.map((option) => option.goTo) : [step.goOnAt];
  return goTos.flatMap((goTo) => {
    const target = targetOf(goTo, step, steps);
    return target === undefined ? [] : [target ?? 0];
  });
}
