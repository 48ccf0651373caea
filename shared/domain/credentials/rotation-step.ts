/** What has been done in a rotation; null where it has not. */
export interface RotationMarks {
  readonly state: 'open' | 'done' | 'cancelled';
  readonly enteredAt: number | null;
  /** Whether the new secret is on this computer: it is not after a start without a keychain, or on a colleague's. */
  readonly hasPending: boolean;
  readonly testPassed: boolean | null;
  readonly switchedAt: number | null;
}

export type RotationStep = 'enter' | 'test' | 'switch' | 'revoke' | 'done';

/** The step that a rotation stands at: from what was done, so that it is the same after a restart. */
export function rotationStep(marks: RotationMarks): RotationStep {
  if (marks.state !== 'open') return 'done';
  if (marks.switchedAt !== null) return 'revoke';
  if (marks.enteredAt === null || !marks.hasPending) return 'enter';
  return marks.testPassed === true ? 'switch' : 'test';
}

export type RotationAct = 'enter' | 'test' | 'switch' | 'switch_untested' | 'finish' | 'cancel';

/** Whether an act fits the step; after the switch there is no way back here: the old secret is gone. */
export function isPossible(act: RotationAct, step: RotationStep): boolean {
  const steps: Readonly<Record<RotationAct, readonly RotationStep[]>> = {
    enter: ['enter', 'test', 'switch'],
    test: ['test', 'switch'],
    switch: ['switch'],
    switch_untested: ['test', 'switch'],
    finish: ['revoke'],
    cancel: ['enter', 'test', 'switch'],
  };
  return steps[act].includes(step);
}
