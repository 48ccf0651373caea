import type { ApiRow } from '../../../shared/contract/inventory.ts';

const rank = { low: 1, medium: 2, high: 3 } as const;

/** Criticality as rising bars and as a word. */
export function CriticalityBars({ criticality }: { readonly criticality: ApiRow['criticality'] }) {
  return (
    <span className="inv-criticality">
      <span className="inv-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-filled={bar <= rank[criticality] || undefined} />
        ))}
      </span>
      {criticality}
    </span>
  );
}
