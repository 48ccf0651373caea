import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmOf, rankAttention, type HarmFacts } from './attention.ts';

const facts = fc.record<HarmFacts>({
  criticality: fc.constantFrom('high', 'medium', 'low'),
  state: fc.constantFrom('broken', 'soon', 'no data'),
  daysAway: fc.nat(400),
});

describe('the order of what needs a person', () => {
  it('is by impact times nearness', () => {
    expect(harmOf({ criticality: 'high', state: 'broken', daysAway: 0 })).toBe(6);
    expect(harmOf({ criticality: 'high', state: 'soon', daysAway: 0 })).toBe(3);
    expect(harmOf({ criticality: 'high', state: 'soon', daysAway: 30 })).toBe(1.5);
    expect(harmOf({ criticality: 'low', state: 'no data', daysAway: 60 })).toBe(0.25);
  });

  it('puts what is broken before what will be, at equal impact, and the nearer before the farther', () => {
    fc.assert(
      fc.property(facts, fc.nat(400), fc.nat(400), (one, near, more) => {
        expect(harmOf({ ...one, state: 'broken' })).toBeGreaterThan(harmOf({ ...one, state: 'soon' }));
        expect(harmOf({ ...one, daysAway: near })).toBeGreaterThanOrEqual(harmOf({ ...one, daysAway: near + more }));
        expect(harmOf({ ...one, criticality: 'high' })).toBeGreaterThan(harmOf({ ...one, criticality: 'low' }));
      }),
    );
  });

  it('loses nothing, invents nothing, leaves the list as it was, and keeps equals in their order', () => {
    fc.assert(
      fc.property(fc.array(facts), (list) => {
        const items = list.map((each, place) => ({ ...each, place }));
        const copy = [...items];
        const ranked = rankAttention(items);
        expect(items).toEqual(copy);
        expect(ranked.map(({ place }) => place).toSorted((a, b) => a - b)).toEqual(copy.map(({ place }) => place));
        for (const [index, item] of ranked.slice(1).entries()) {
          const before = ranked[index];
          if (!before) continue;
          expect(harmOf(before)).toBeGreaterThanOrEqual(harmOf(item));
          if (harmOf(before) === harmOf(item)) expect(before.place).toBeLessThan(item.place);
        }
      }),
    );
  });
});
