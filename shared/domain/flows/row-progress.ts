import type { FlowStep } from './flow-spec.ts';

/** What happened to one call of a row. `sending` is an intent: it was written down, and no outcome is known yet. */
export const callStates = ['sending', 'done', 'failed', 'unknown', 'skipped', 'not_sent'] as const;
export type CallState = (typeof callStates)[number];

export interface CallRecord {
  readonly stepId: string;
  readonly isCompensation: boolean;
  /** From 1; a step without a loop has one. */
  readonly page: number;
  /** Another page of the step follows. */
  readonly hasMore: boolean;
  readonly state: CallState;
  /** It changed something at the vendor. */
  readonly tookEffect: boolean;
}

/** How a row stands or ended. */
export const rowStates = ['waiting', 'running', 'done', 'failed', 'partial', 'unknown', 'closed'] as const;
export type RowState = (typeof rowStates)[number];
export type RowEnd = Extract<RowState, 'done' | 'failed' | 'partial' | 'unknown'>;

export type NextCall =
  | { readonly kind: 'send'; readonly step: FlowStep; readonly page: number }
  | { readonly kind: 'compensate'; readonly step: FlowStep }
  | { readonly kind: 'end'; readonly state: RowEnd };

/**
 * What a row does next, from what happened in it so far. The same for a row that runs and for one that is resumed after a crash: a call
 * with an intent and no outcome ends it, and is never made again by itself. `not_sent` is a person's or the history's word that it did not leave.
 */
export function nextCall(steps: readonly FlowStep[], records: readonly CallRecord[]): NextCall {
  if (records.some(({ state }) => state === 'unknown' || state === 'sending')) return { kind: 'end', state: 'unknown' };
  const live = records.filter(({ state }) => state !== 'not_sent');
  const forward = live.filter(({ isCompensation }) => !isCompensation);
  for (const step of steps) {
    const own = forward.filter(({ stepId }) => stepId === step.id);
    const last = own.at(-1);
    if (last?.state === 'failed') {
      if (step.onFailure === 'stop') return undo(steps, live);
      continue;
    }
    if (last === undefined) return { kind: 'send', step, page: 1 };
    if (last.hasMore) return { kind: 'send', step, page: last.page + 1 };
  }
  return { kind: 'end', state: endOf(live) };
}

/** The compensations that are due: of the steps that took effect, the last first. One that failed does not hold up the others. */
function undo(steps: readonly FlowStep[], live: readonly CallRecord[]): NextCall {
  const effects = stepsInEffect(live, false);
  for (const stepId of effects.toReversed()) {
    const step = steps.find(({ id }) => id === stepId);
    if (!step?.compensation) continue;
    if (!live.some((one) => one.isCompensation && one.stepId === stepId)) return { kind: 'compensate', step };
  }
  return { kind: 'end', state: endOf(live) };
}

function endOf(live: readonly CallRecord[]): RowEnd {
  if (!live.some(({ state }) => state === 'failed')) return 'done';
  return stepsInEffect(live, true).length > 0 ? 'partial' : 'failed';
}

/** The steps that changed something at the vendor, in the order in which they did; with `standing` only those that nothing undid. */
export function stepsInEffect(records: readonly CallRecord[], standing: boolean): string[] {
  const undone = new Set(records.filter((one) => one.isCompensation && one.state === 'done').map(({ stepId }) => stepId));
  const effects = records.filter((one) => !one.isCompensation && one.tookEffect).map(({ stepId }) => stepId);
  return [...new Set(effects)].filter((stepId) => !standing || !undone.has(stepId));
}
