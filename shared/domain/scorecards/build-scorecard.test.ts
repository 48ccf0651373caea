import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildScorecard, factsText } from './build-scorecard.ts';
import { compareScorecards } from './compare-scorecards.ts';
import type { PromiseVerdict, ScorecardFacts } from './facts.ts';
import { shareText } from './page-words.ts';
import type { Block, Scorecard } from './scorecard.ts';
import { october, testId } from './testing/october.ts';
import { isKept, worstVerdict } from './verdict-words.ts';

/** Stands in for SHA-256, which is the caller's (FNV-1a). */
const sha256 = (text: string): string =>
  Array.from(text)
    .reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0, 0x811c9dc5)
    .toString(16);
const build = (facts: ScorecardFacts): Scorecard => buildScorecard(facts, null, sha256);
const block = (page: Scorecard, key: Block['key']): Block => {
  const found = page.blocks.find((one) => one.key === key);
  if (!found) throw new Error(`no block ${key}`);
  return found;
};
const verdicts: readonly PromiseVerdict[] = ['met', 'met_sampled', 'at_risk', 'missed', 'not_proven', 'no_data'];

describe('the page of a month', () => {
  it('says in one sentence what was kept, what was not and why, and what nobody can say', () => {
    const page = build(october);
    expect(page.title).toBe('October: five of nine promises were kept');
    expect(page.lead).toBe(
      'Five of nine promises were kept. Refunds missed its promise (PayPal refunds failed); Support chat is at risk; two cannot be judged because nobody was looking long enough.',
    );
    expect(page.blocks.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(page.state).toBe('not frozen');
  });

  it('says “so far” while the month runs', () => {
    const page = build({ ...october, asOf: Date.UTC(2026, 9, 20) });
    expect(page.title).toBe('October: five of nine promises are kept so far');
    expect(page.head[0]).toContain('So far');
    expect(page.state).toBe('so far');
  });

  it('leaves out blocks for which nothing real exists', () => {
    const page = build({
      ...october,
      promises: [],
      incidents: [],
      events: [],
      risks: [],
      decisions: [],
      ledgers: [],
      vendors: [],
      costs: { plans: [], invoices: [], budgets: [], nextBudgets: [], outcomes: [], vendorsWithoutCost: [] },
    });
    expect(page.blocks.map(({ key }) => key)).toEqual(['verdicts']);
    expect(block(page, 'verdicts').note).toBe('9 processes: 9 no promise');
    expect(page.evidence).toEqual([]);
  });

  it('takes the worst verdict of a process, and counts as kept only what was', () => {
    const ranks = ['missed', 'at_risk', 'no_data', 'not_proven', 'met_sampled', 'met'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verdicts), { minLength: 1, maxLength: 9 }), (list) => {
        const worst = worstVerdict(list);
        expect(ranks.indexOf(worst ?? '')).toBe(Math.min(...list.map((verdict) => ranks.indexOf(verdict))));
        const page = build({
          ...october,
          promises: list.map((verdict, place) => ({ ...october.promises[0]!, id: testId(place), verdict })),
        });
        const row = block(page, 'verdicts').rows.find(([name]) => name?.text === 'Checkout');
        // Green only when every promise of the process was kept.
        expect(['good', 'sampled'].includes(row?.[1]?.mark ?? '')).toBe(list.every(isKept));
      }),
    );
  });

  it('never rounds a share up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 5_000 }), (good, bad) => {
        const share = good / (good + bad);
        expect(Number(shareText(share).replace(' %', ''))).toBeLessThanOrEqual(share * 100 + 1e-5);
        expect(shareText(share)).not.toBe('100.00 %');
      }),
    );
  });

  it('writes how many beside every observed share, and no share where nobody looked', () => {
    for (const row of block(build(october), 'promises').rows) {
      const [name, , , observed, , seen, n] = row;
      expect(n?.text, name?.text).toMatch(/\d/);
      if (n?.text.startsWith('0 of')) expect(observed).toMatchObject({ text: '–', value: null });
      expect(seen?.text).toMatch(/%$/);
    }
  });

  it('gives every block the evidence it rests on, hashed from its part of the facts', () => {
    const page = build(october);
    for (const { key, sources } of page.blocks) expect(sources.length, key).toBeGreaterThan(0);
    expect(page.evidence[0]?.sha256).toBe(sha256(JSON.stringify(october.promises)));
    expect(page.sha256).toBe(sha256(factsText(october)));
  });

  it('adds up: the vendors’ costs are the total, and the total over the orders is the unit cost', () => {
    const cost = block(build({ ...october, audience: 'auditor' }), 'cost');
    const total = cost.rows.at(-1)?.[1]?.value ?? 0;
    const sum = cost.rows.slice(0, -1).reduce((all, row) => all + (row[1]?.value ?? 0), 0);
    expect(sum).toBeCloseTo(total, 2);
    expect(cost.words[0]?.text).toBe(`€${(total / 18_214).toFixed(3)} per order, n 18,214.`);
    expect(cost.words.map(({ text }) => text).join(' ')).toContain('Next tier: Klaviyo at 60,000 profiles, now 57,310.');
  });

  it('shows the board few rows and counts the others; the auditor all', () => {
    expect(block(build(october), 'incidents')).toMatchObject({ more: 1 });
    expect(block(build({ ...october, audience: 'auditor' }), 'incidents').rows).toHaveLength(4);
    const others = block(
      build({
        ...october,
        costs: {
          ...october.costs,
          plans: Array.from({ length: 9 }, (_, place) => ({
            ...october.costs.plans[3]!,
            id: testId(place),
            vendorId: testId(20 + place),
            vendorName: `V${place}`,
          })),
          invoices: [],
        },
      }),
      'cost',
    );
    expect(others.rows.map(([name]) => name?.text)).toEqual(['V0', 'V1', 'V2', 'V3', '5 others', 'Total']);
  });

  it('lists what a later version says otherwise, cell by cell', () => {
    const before = build(october);
    expect(compareScorecards(before, build(october))).toEqual([]);
    const costs = { ...october.costs, invoices: october.costs.invoices.map((row) => ({ ...row, amountMinor: row.amountMinor + 100 })) };
    expect(compareScorecards(before, build({ ...october, costs, risks: [] }))).toEqual([
      'Cost, Adyen, actual: €2,914.60 became €2,915.60',
      'Cost, Zendesk, actual: €495.00 became €496.00',
      'Cost, Total, actual: €5,165.85 became €5,167.85',
      'Cost, Total, known from: −28.3 % became −28.2 %',
      'Open risks and waivers: no longer on the page',
    ]);
  });
});
