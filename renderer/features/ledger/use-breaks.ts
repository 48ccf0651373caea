import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BreakFilter, LedgerBreak } from '../../../shared/contract/ledger.ts';
import { api } from '../../app/client.ts';

const pageLength = 500;

export interface Breaks {
  readonly rows: readonly LedgerBreak[];
  readonly total: number;
  readonly netMinor: number;
  readonly atRiskMinor: number;
  readonly isWhole: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly more: () => void;
  readonly retry: () => void;
}

/** Breaks page by page; more are asked for as a person comes near the end of those that are there. */
export function useBreaks(filter: BreakFilter): Breaks {
  const query = useInfiniteQuery(
    api.ledger.breaks.infiniteOptions({
      input: (after: string | undefined) => ({ ...filter, limit: pageLength, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = useMemo(() => (query.data?.pages ?? []).flatMap((page) => page.rows), [query.data]);
  const [first] = query.data?.pages ?? [];
  return {
    rows,
    total: first?.total ?? 0,
    netMinor: first?.netMinor ?? 0,
    atRiskMinor: first?.atRiskMinor ?? 0,
    isWhole: !query.hasNextPage,
    isPending: query.isPending,
    error: query.error,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
