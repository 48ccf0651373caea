import { skipToken, useQuery } from '@tanstack/react-query';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { useConsoleStore } from '../console-store.ts';

export interface ShownExchange {
  readonly data: Exchange | undefined;
  readonly error: unknown;
  /** True when the endpoint has never been called. */
  readonly isNone: boolean;
}

/** The exchange beside an endpoint's editor: the one that was chosen or just sent, else the newest. */
export function useShownExchange(endpointId: string): ShownExchange {
  const chosenId = useConsoleStore((state) => state.shown[endpointId]);
  const newest = useQuery(api.console.exchanges.queryOptions({ input: { endpointId, limit: 1 } }));
  const id = chosenId ?? newest.data?.rows[0]?.id;
  const exchange = useQuery(api.console.exchange.queryOptions({ input: id === undefined ? skipToken : { id } }));
  return {
    data: exchange.data,
    error: exchange.error ?? newest.error,
    isNone: id === undefined && newest.data !== undefined,
  };
}
