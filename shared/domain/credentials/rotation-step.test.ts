import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPossible, rotationStep, type RotationMarks } from './rotation-step.ts';

const begun: RotationMarks = { state: 'open', enteredAt: null, hasPending: false, testPassed: null, switchedAt: null };

describe('the step of a rotation', () => {
  it('follows from what was done', () => {
    expect(rotationStep(begun)).toBe('enter');
    expect(rotationStep({ ...begun, enteredAt: 1, hasPending: true })).toBe('test');
    expect(rotationStep({ ...begun, enteredAt: 1, hasPending: true, testPassed: false })).toBe('test');
    expect(rotationStep({ ...begun, enteredAt: 1, hasPending: true, testPassed: true })).toBe('switch');
    expect(rotationStep({ ...begun, enteredAt: 1, testPassed: true, switchedAt: 3 })).toBe('revoke');
    expect(rotationStep({ ...begun, state: 'done', switchedAt: 3 })).toBe('done');
  });

  it('goes back to entering when the new secret is not on this computer any more', () => {
    expect(rotationStep({ ...begun, enteredAt: 1, hasPending: false, testPassed: true })).toBe('enter');
  });

  it('never lets anything but finishing happen once the old secret is gone, and nothing once it has ended', () => {
    const marks = fc.record({
      state: fc.constantFrom('open' as const, 'done' as const, 'cancelled' as const),
      enteredAt: fc.option(fc.nat()),
      hasPending: fc.boolean(),
      testPassed: fc.option(fc.boolean()),
      switchedAt: fc.option(fc.nat()),
    });
    fc.assert(
      fc.property(marks, (given) => {
        const step = rotationStep(given);
        const acts = (['enter', 'test', 'switch', 'switch_untested', 'finish', 'cancel'] as const).filter((act) => isPossible(act, step));
        if (given.state !== 'open') expect(acts).toEqual([]);
        else if (given.switchedAt !== null) expect(acts).toEqual(['finish']);
        else expect(acts).toContain('cancel');
        if (acts.includes('switch')) expect([given.hasPending, given.testPassed]).toEqual([true, true]);
      }),
    );
  });
});
