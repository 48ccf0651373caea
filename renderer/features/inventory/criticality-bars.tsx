import type { ApiRow } from '../../../shared/contract/inventory.ts';
import './criticality-bars.css';

const rank = { low: 1, medium: 2, high: 3 } as const;

interface CriticalityBarsProps {
  readonly criticality: ApiRow['criticality'];
  /** Without the word, where another says it: in a node's name, in a heading. */
  readonly isBare?: boolean;
}

/** Criticality as rising bars and as a word. */
export function CriticalityBars({ criticality, isBare = false }: CriticalityBarsProps) {
  return (
    <span className="inv-criticality" title={isBare ? `criticality ${criticality}` : undefined}>
      <span className="inv-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-filled={bar <= rank[criticality] || undefined} />
        ))}
      </span>
      {isBare ? null : criticality}
    </span>
  );
}
