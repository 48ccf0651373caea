import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, patienceMs, type WaitingCall } from './call-order.ts';
import { afterAnswer, afterCall, budgetLines, emptyBudget, leavesAt, nextCallAt, withDeclared } from './rate-budget.ts';

const call: fc.Arbitrary<WaitingCall> = fc.record({
  kind: fc.constantFrom('interactive', 'flow', 'monitor'),
  since: fc.integer({ min: 0, max: 60_000 }),
});

describe('the line', () => {
  it('has calls by hand first, then flows, then monitors, and among alike who came first', () => {
    const line = inOrder(
      [
        { kind: 'monitor', since: 1 },
        { kind: 'flow', since: 3 },
        { kind: 'interactive', since: 5 },
        { kind: 'flow', since: 2 },
      ],
      10,
    );
    expect(line.map(({ since }) => since)).toEqual([5, 2, 3, 1]);
  });

  it('starves nobody: who waited long enough is behind no call that came later', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 2, maxLength: 30 }), fc.integer({ min: 60_000, max: 100_000 }), (waiting, now) => {
        const line = inOrder(waiting, now);
        line.forEach((one, place) => {
          if (now - one.since < patienceMs) return;
          for (const before of line.slice(0, place)) expect(before.since).toBeLessThanOrEqual(one.since);
        });
      }),
    );
  });
});

describe('a budget', () => {
  const declared = [{ policy: 'second', limit: 2, windowSeconds: 1 }];

  it('lets the calls of a line leave one after the other, never more than the limit in a window', () => {
    const budget = withDeclared(emptyBudget, declared);
    const times = [0, 1, 2, 3, 4].map((before) => leavesAt(budget, 0, before));
    expect(times).toEqual([0, 0, 1000, 1000, 2000]);
  });

  it('does as the vendor says while its window lasts, and counts for itself again after it', () => {
    let budget = withDeclared(emptyBudget, declared);
    budget = afterCall(afterCall(budget, 0), 0);
    expect(nextCallAt(budget, 10)).toEqual({ at: 1000, policy: 'second' });
    const fresh = afterAnswer(budget, 10, [{ policy: 'burst', limit: 2, windowMs: 1000, left: 1, freshAt: 500 }], null, 0);
    expect(nextCallAt(fresh, 10).at).toBe(10);
    expect(nextCallAt(afterCall(fresh, 10), 20)).toEqual({ at: 500, policy: 'burst' });
    expect(budgetLines(fresh, 10)).toEqual([{ policy: 'burst', source: 'vendor', limit: 2, windowMs: 1000, left: 1, freeAt: 500 }]);
    expect(budgetLines(fresh, 600)).toMatchObject([{ policy: 'second', source: 'declared', left: 0 }]);
  });

  it('takes calls that are on their way off what an answer says is left', () => {
    const budget = afterAnswer(emptyBudget, 0, [{ policy: 'x', limit: 10, windowMs: null, left: 2, freshAt: 900 }], null, 2);
    expect(nextCallAt(budget, 0)).toEqual({ at: 900, policy: 'x' });
  });

  it('holds every call for as long as the vendor asks, and a shorter wish does not end a longer one', () => {
    const held = afterAnswer(afterAnswer(emptyBudget, 0, [], 5000, 0), 100, [], 1000, 0);
    expect(nextCallAt(held, 200)).toEqual({ at: 5000, policy: null });
  });

  it('keeps what it counted when a limit changes, and drops one that is gone', () => {
    const used = afterCall(withDeclared(emptyBudget, declared), 0);
    expect(budgetLines(withDeclared(used, [{ policy: 'second', limit: 5, windowSeconds: 1 }]), 1)).toMatchObject([{ limit: 5, left: 4 }]);
    expect(budgetLines(withDeclared(used, []), 1)).toEqual([]);
  });
});
