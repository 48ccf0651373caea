import { useQueries } from '@tanstack/react-query';
import { useCallback, useState, type ReactElement } from 'react';
import type { BodyOf } from '../../../../../shared/contract/answers.ts';
import { api } from '../../../../app/client.ts';
import { FaultNote } from '../../../../ui/fault-note.tsx';
import { Loading } from '../../../../ui/loading.tsx';
import { EventList } from './event-list.tsx';

const pageEvents = 100;
const countingMs = 400;

/** A kept stream, event by event, a page at a time. */
export function EventsView({ of, label }: { readonly of: BodyOf; readonly label: string }): ReactElement {
  const [range, setRange] = useState({ from: 0, to: 1 });
  const onRange = useCallback((from: number, to: number) => setRange({ from, to }), []);
  const firstPage = Math.floor(range.from / pageEvents);
  const pageNumbers = [...new Set([0, firstPage, Math.floor(Math.max(0, range.to - 1) / pageEvents)])];
  const pages = useQueries({
    queries: pageNumbers.map((page) =>
      api.answers.events.queryOptions({
        input: { ...of, from: page * pageEvents + 1, count: pageEvents },
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 30_000,
        // While the events are being counted there are more with every look.
        refetchInterval: ({ state }) => (state.data?.isComplete === false ? countingMs : false),
      }),
    ),
  });
  const fault = pages.find(({ error }) => error !== null);
  if (fault) return <FaultNote fault={fault.error} onRetry={() => void fault.refetch()} />;
  const known = pages[0]?.data;
  if (!known) return <Loading />;
  if (known.total === 0 && known.isComplete) return <p className="con-none">No event came: only comments, if anything. Raw shows them.</p>;
  return (
    <EventList
      count={known.total}
      eventAt={(index) => pages[pageNumbers.indexOf(Math.floor(index / pageEvents))]?.data?.events[index % pageEvents]}
      label={label}
      isCounting={!known.isComplete}
      onRange={onRange}
    />
  );
}
