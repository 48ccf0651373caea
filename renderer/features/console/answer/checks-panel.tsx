import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { CheckOutcome } from '../../../../shared/contract/check-outcome.ts';
import { api } from '../../../app/client.ts';
import { CheckOutcomes } from '../../../ui/check-outcomes.tsx';
import '../request/checks.css';

const none: readonly CheckOutcome[] = [];

/** How an answer stands against the checks of the saved request it was sent from, or of the flow’s step; empty when there are none. */
export function useChecksOf(exchangeId: string): readonly CheckOutcome[] {
  return useQuery(api.flows.exchangeChecks.queryOptions({ input: { exchangeId } })).data ?? none;
}

/** "Checks 2 of 3". */
export const checksLabel = (outcomes: readonly CheckOutcome[]): string =>
  `Checks ${outcomes.filter(({ isHeld }) => isHeld).length} of ${outcomes.length}`;

/** Each check with what came. */
export const ChecksPanel = ({ outcomes }: { readonly outcomes: readonly CheckOutcome[] }): ReactElement => (
  <div className="con-checks">
    <CheckOutcomes outcomes={outcomes} />
  </div>
);
