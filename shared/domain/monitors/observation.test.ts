import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueCheck } from './due.ts';
import { afterGap, afterResult, newStanding } from './hysteresis.ts';
import { incidentBounds, incidentDurationWords } from './incident-duration.ts';
import { tick, tickMs, type OpenSpan } from './observation.ts';

const minute = 60_000;
const rule = { failAfter: 3, recoverAfter: 2 };

/** Thirty days of ticks with sleeps in between; returns the ledger. */
function simulate(sleeps: readonly { readonly at: number; readonly ms: number }[]): OpenSpan[] {
  const ledger: OpenSpan[] = [];
  let span: OpenSpan = { startAt: 0, endAt: 0, state: 'observing' };
  const pending = [...sleeps];
  for (let now = 0; now < 30 * 24 * 60 * minute; now += tickMs) {
    const next = pending[0];
    if (next && now >= next.at) {
      now += next.ms;
      pending.shift();
    }
    const step = tick(span, now);
    if (step.kind === 'extend') span = { ...span, endAt: step.endAt };
    else {
      ledger.push(span, step.gap);
      span = step.begins;
    }
  }
  return [...ledger, span];
}

describe('the ledger of looking', () => {
  it('covers thirty days of sleep and waking without a hole and without overlap', () => {
    const sleeps = fc
      .array(fc.record({ at: fc.nat(30 * 24 * 60), ms: fc.integer({ min: 2 * minute, max: 900 * minute }) }), { maxLength: 20 })
      .map((list) => list.map(({ at, ms }) => ({ at: at * minute, ms })).toSorted((a, b) => a.at - b.at));
    fc.assert(
      fc.property(sleeps, (list) => {
        const ledger = simulate(list);
        ledger.forEach((span, place) => {
          expect(span.endAt).toBeGreaterThanOrEqual(span.startAt);
          if (place > 0) expect(span.startAt).toBe(ledger[place - 1]?.endAt);
        });
      }),
      { numRuns: 10 },
    );
  });

  it('has a three-hour sleep as one gap of that length', () => {
    const ledger = simulate([{ at: 60 * minute, ms: 180 * minute }]);
    expect(ledger.map(({ state }) => state)).toEqual(['observing', 'asleep', 'observing']);
    expect((ledger[1]?.endAt ?? 0) - (ledger[1]?.startAt ?? 0)).toBe(180 * minute + tickMs);
  });

  it('takes a late tick for what it is: 60 s are no gap', () => {
    const span: OpenSpan = { startAt: 0, endAt: 100_000, state: 'observing' };
    expect(tick(span, 160_000).kind).toBe('extend');
    expect(tick(span, 160_001).kind).toBe('gap');
  });

  it('voids what lies before a clock that was set back', () => {
    const step = tick({ startAt: 0, endAt: 600_000, state: 'observing' }, 300_000);
    expect(step).toMatchObject({
      kind: 'clock_jump',
      gap: { startAt: 300_000, endAt: 600_000, state: 'clock_jump' },
      begins: { startAt: 300_000 },
    });
  });
});

describe('checks that are due', () => {
  it('collapse into one after a sleep, and none is made up for', () => {
    const interval = 5 * minute;
    expect(dueCheck(interval * 40 + 1000, interval, 20_000, interval * 4)).toEqual({ slotAt: interval * 40, isCatchUp: true });
    expect(dueCheck(interval * 40 + 60_000, interval, 20_000, interval * 40)).toBeNull();
  });
  it('wait for their place in the interval', () => {
    const interval = 5 * minute;
    expect(dueCheck(interval * 2 + 5_000, interval, 20_000, interval)).toBeNull();
    expect(dueCheck(interval * 2 + 20_000, interval, 20_000, interval)).toEqual({ slotAt: interval * 2, isCatchUp: false });
  });
});

describe('a monitor’s state', () => {
  const run = (results: string) => {
    let standing = newStanding(0);
    const turns: string[] = [];
    results.split('').forEach((one, place) => {
      if (one === '|') standing = afterGap(standing);
      else {
        const next = afterResult(standing, one === '.', place, rule);
        standing = next.standing;
        if (next.turn) turns.push(`${next.turn} at ${place}`);
      }
    });
    return { standing, turns };
  };
  it('needs three fails in a row to go down and two passes to come up', () => {
    expect(run('..x.xx.').turns).toEqual([]);
    expect(run('..xxx').turns).toEqual(['went down at 4']);
    expect(run('..xxx.x..').turns).toEqual(['went down at 4', 'came up at 8']);
  });
  it('keeps its state over a gap and loses only its streak', () => {
    expect(run('..xx|x').turns).toEqual([]);
    expect(run('..xxx|.').standing.state).toBe('down');
    expect(run('..xxx|..').turns).toEqual(['went down at 4', 'came up at 7']);
  });
});

describe('how long an incident lasted', () => {
  const moments = fc.tuple(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6)).map((steps) => {
    const [previousGoodAt, a, b, c] = steps;
    return { previousGoodAt, firstBadAt: previousGoodAt + a, lastBadAt: previousGoodAt + a + b, nextGoodAt: previousGoodAt + a + b + c };
  });
  it('is at least what was seen bad, at most what was not seen good', () => {
    fc.assert(
      fc.property(moments, (given) => {
        const { shortestMs, longestMs } = incidentBounds(given);
        expect(shortestMs).toBeLessThanOrEqual(longestMs ?? 0);
        expect(shortestMs).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  it('is told with the gap that makes it uncertain', () => {
    const at = (hour: number, minutes: number): number => (hour * 60 + minutes) * minute;
    const words = incidentDurationWords(
      { previousGoodAt: at(17, 55), firstBadAt: at(18, 0), lastBadAt: at(18, 42), nextGoodAt: at(21, 5) },
      [{ startAt: at(18, 40), endAt: at(21, 5), words: 'computer asleep' }],
      (moment) => new Date(moment).toISOString().slice(11, 16),
    );
    expect(words).toBe('42 min to 3 h 10 (computer asleep 18:40–21:05)');
  });
});
