import type { ReactElement } from 'react';
import type { Verdict } from '../../../shared/contract/promise-verdict.ts';
import { verdictLabels, verdictStates } from '../../../shared/domain/monitors/verdict-words.ts';
import { Mark } from '../../ui/mark.tsx';

/** A verdict as shape, word and colour; green only for what is met. */
export function VerdictChip({ verdict }: { readonly verdict: Verdict }): ReactElement {
  return (
    <span className="mon-verdict" data-state={verdictStates[verdict]}>
      <Mark state={verdictStates[verdict]} />
      {verdictLabels[verdict]}
    </span>
  );
}
