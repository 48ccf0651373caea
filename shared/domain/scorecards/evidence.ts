import type { ScorecardFacts } from './facts.ts';
import { countText, dayText, plural } from './page-words.ts';
import type { BlockKey, Evidence } from './scorecard.ts';

interface Part extends Omit<Evidence, 'number' | 'sha256'> {
  readonly blocks: readonly BlockKey[];
  readonly of: unknown;
}

/** Block 10: what the page was computed from, each part with the hash of its facts; parts without facts are left out. */
export function evidenceOf(facts: ScorecardFacts, sha256: (text: string) => string): (Evidence & { blocks: readonly BlockKey[] })[] {
  return partsOf(facts).map(({ of, ...part }, place) => ({ ...part, number: place + 1, sha256: sha256(JSON.stringify(of)) }));
}

function partsOf(facts: ScorecardFacts): Part[] {
  const { promises, incidents, events, risks, decisions, costs, ledgers, vendors } = facts;
  const parts: (Part | null)[] = [
    promises.length === 0
      ? null
      : {
          words: `Check results: ${plural(promises.length, 'promise')}, ${countText(promises.reduce((sum, { good, bad }) => sum + good + bad, 0))} good or bad`,
          blocks: ['verdicts', 'promises', 'vendors'],
          door: { place: 'monitors' },
          of: promises,
        },
    incidents.length === 0
      ? null
      : {
          words: `Incident records ${shortNumbers(incidents.map(({ number }) => number))}`,
          blocks: ['incidents', 'vendors'],
          door: { place: 'monitors', kind: 'incidents' },
          of: incidents,
        },
    events.length === 0
      ? null
      : {
          words: `Calendar as of ${dayText(facts.asOf)}, ${plural(events.length, 'date')}`,
          blocks: ['dates'],
          door: { place: 'calendar' },
          of: events,
        },
    risks.length === 0
      ? null
      : {
          words: `Risk and waiver register, ${risks.length} open`,
          blocks: ['risks'],
          door: { place: 'scorecards', kind: 'risks' },
          of: risks,
        },
    costs.plans.length + costs.invoices.length === 0
      ? null
      : {
          words: `${plural(costs.invoices.length, 'invoice')}, ${plural(costs.plans.length, 'price list')} with metered use`,
          blocks: ['cost'],
          door: { place: 'scorecards', kind: 'costs', id: facts.month },
          of: costs,
        },
    ledgers.length === 0
      ? null
      : {
          words: `Ledgers, ${plural(ledgers.length, 'last run', 'last runs')}`,
          blocks: ['breaks'],
          door: { place: 'ledger' },
          of: ledgers,
        },
    vendors.length === 0
      ? null
      : {
          words: `Call records: ${countText(vendors.reduce((sum, { calls }) => sum + calls, 0))} calls of ${plural(vendors.length, 'vendor')}`,
          blocks: ['vendors'],
          door: { place: 'console', kind: 'history' },
          of: vendors,
        },
    decisions.length === 0
      ? null
      : {
          words: `Decision register, ${decisions.length} open`,
          blocks: ['decisions'],
          door: { place: 'scorecards', kind: 'decisions' },
          of: decisions,
        },
  ];
  return parts.filter((part) => part !== null);
}

const shortNumbers = (numbers: readonly number[]): string => {
  const names = numbers.toSorted((a, b) => a - b).map((number) => `INC-${number}`);
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
};
