import { skipToken, useQuery } from '@tanstack/react-query';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { useConsoleStore } from '../console-store.ts';
import type { Subject } from './subject.ts';

export interface ShownExchange {
  readonly data: Exchange | undefined;
  readonly error: unknown;
  /** True when it has never been sent. */
  readonly isNone: boolean;
}

/** The exchange beside the editor: the one that was chosen or just sent, else the newest. */
export function useShownExchange({ kind, key }: Subject): ShownExchange {
  const chosenId = useConsoleStore((state) => state.shown[key]);
  const about = kind === 'endpoint' ? { endpointId: key } : { savedRequestId: key };
  const newest = useQuery(api.console.exchanges.queryOptions({ input: kind === 'free' ? skipToken : { ...about, limit: 1 } }));
  const id = chosenId ?? newest.data?.rows[0]?.id;
  const exchange = useQuery(api.console.exchange.queryOptions({ input: id === undefined ? skipToken : { id } }));
  return {
    data: exchange.data,
    error: exchange.error ?? newest.error,
    isNone: id === undefined && (kind === 'free' || newest.data !== undefined),
  };
}
