/** What decides the order on Today. */
export interface HarmFacts {
  readonly criticality: 'high' | 'medium' | 'low';
  readonly state: 'broken' | 'soon' | 'no data';
  /** Days until the harm; 0 when it is there. */
  readonly daysAway: number;
}

const impact = { high: 3, medium: 2, low: 1 } as const;

/** Harm = impact x nearness: what is broken counts as twice as near as what happens today; nearness halves every 30 days. */
export function harmOf(facts: HarmFacts): number {
  const nearness = facts.state === 'broken' ? 2 : 2 ** (-facts.daysAway / 30);
  return impact[facts.criticality] * nearness;
}

/** Most harm first; equal harm keeps its order. */
export function rankAttention<T extends HarmFacts>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => harmOf(b) - harmOf(a));
}
