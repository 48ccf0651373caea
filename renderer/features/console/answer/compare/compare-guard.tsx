import type { ReactElement } from 'react';
import { ProductionGuard } from '../../request/production-guard.tsx';
import { sendAndCompare, useGuardedCompare } from './compare-with-now.ts';

/** Asks before a call that changes something in production is sent again to be compared. */
export function CompareGuard(): ReactElement | null {
  const asked = useGuardedCompare((state) => state.asked);
  if (asked === null) return null;
  const { exchangeId, form, draft, environment, request } = asked;
  const close = (): void => useGuardedCompare.setState({ asked: null });
  return (
    <ProductionGuard
      form={form}
      draft={draft}
      environment={environment}
      note="It is sent a second time with the same values; then the two answers are compared."
      onClose={close}
      onConfirm={(confirmProduction) => {
        close();
        void sendAndCompare(exchangeId, { ...request, confirmProduction });
      }}
    />
  );
}
