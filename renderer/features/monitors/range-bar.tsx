import type { ReactElement } from 'react';
import type { PromiseReport } from '../../../shared/contract/monitors.ts';
import { percentWords, rangeWords } from '../../../shared/domain/monitors/verdict-words.ts';

/** From all unseen bad to all unseen good, with the target as a line: what the truth can be. */
export function RangeBar({ report }: { readonly report: PromiseReport }): ReactElement | null {
  const { lower, upper, observed, target } = report;
  if (lower === null || upper === null) return null;
  // The axis begins where it still shows target and lower bound; a share's axis from zero would hide both.
  const from = Math.max(0, Math.floor((Math.min(lower, target) * 100 - 2) / 5) * 5) / 100;
  const at = (share: number): number => ((share - from) / (1 - from)) * 300;
  return (
    <figure className="mon-range">
      <svg viewBox="0 0 300 26" role="img" aria-label={`Possible ${rangeWords(lower, upper)}, target ${percentWords(target)}`}>
        <rect x="0" y="9" width="300" height="8" rx="2" className="mon-range-ground" />
        <rect x={at(lower)} y="9" width={Math.max(2, at(upper) - at(lower))} height="8" rx="2" className="mon-range-possible" />
        {observed === null ? null : <circle cx={Math.min(296, Math.max(4, at(observed)))} cy="13" r="4" className="mon-range-observed" />}
        <line x1={at(target)} x2={at(target)} y1="2" y2="24" className="mon-range-target" />
      </svg>
      <figcaption>
        <span>{percentWords(from)}</span>
        <span>dot: observed · bar: possible · line: target {percentWords(target)}</span>
        <span>100 %</span>
      </figcaption>
    </figure>
  );
}
