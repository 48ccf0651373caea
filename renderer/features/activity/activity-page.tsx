import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { go, goInstead, useDoor } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Empty } from '../../ui/empty.tsx';
import { entityWords } from '../../ui/entity-words.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { formatCount } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import styles from './activity.module.css';
import { ActivityFilters, type Days } from './activity-filters.tsx';
import { activityColumns } from './activity-columns.tsx';
import { EntryAside } from './entry-aside.tsx';
import { VerdictLine } from './verdict-line.tsx';

const pageSize = 200;
const dayMs = 86_400_000;

function pageTitle(total: number, isFiltered: boolean, entity: string | null): string {
  const words = `${total === 1 ? 'One change' : `${formatCount(total)} changes`}${entity === null ? '' : ` of this ${entityWords(entity)}`}`;
  return isFiltered ? `${words} ${total === 1 ? 'fits' : 'fit'}` : `${words} on record`;
}

/** Who changed what: the append-only record, newest first. */
export default function ActivityPage(): ReactElement {
  const door = useDoor();
  const [text, setText] = useState('');
  const [actor, setActor] = useState<string | null>(null);
  const [days, setDays] = useState<Days>('all');
  const [fromAt, setFromAt] = useState<number | null>(null);
  const actors = useQuery(api.activity.actors.queryOptions({ input: {} }));
  // A door from a record's own history shows only its changes.
  const record =
    door.kind !== undefined && door.kind !== 'entry' && door.id !== undefined ? { entity: door.kind, entityId: door.id } : null;
  const isFiltered = text.trim() !== '' || actor !== null || fromAt !== null;
  const list = useInfiniteQuery(
    api.activity.list.infiniteOptions({
      input: (before: number | undefined) => ({
        limit: pageSize,
        ...(text.trim() === '' ? {} : { text: text.trim() }),
        ...(actor === null ? {} : { actor }),
        ...(fromAt === null ? {} : { fromAt }),
        ...record,
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => (page.entries.length < pageSize ? undefined : page.entries.at(-1)?.seq),
      placeholderData: (before) => before,
    }),
  );
  const verify = useMutation(api.activity.verify.mutationOptions());
  usePaletteActions('activity', [{ words: 'Verify the record of changes', run: () => verify.mutate({}) }]);
  const entries = useMemo(() => list.data?.pages.flatMap((page) => page.entries) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const chosen = entries.find((one) => String(one.seq) === door.id) ?? null;
  if (list.error !== null && list.data === undefined) return <FaultNote fault={list.error} onRetry={() => void list.refetch()} />;
  return (
    <Split
      storageKey="activity"
      asideTitle={chosen === null ? '' : `Change ${formatCount(chosen.seq)}`}
      onClose={() => goInstead({ place: 'activity' })}
      aside={chosen === null ? null : <EntryAside key={chosen.seq} entry={chosen} />}
      main={
        <>
          <PageHeader
            title={pageTitle(total, isFiltered, record?.entity ?? null)}
            sub={
              record === null ? (
                'Each carries the hash of the one before it: none can be altered or taken out unseen.'
              ) : (
                <DoorLink door={{ place: 'activity' }}>All changes of the workspace</DoorLink>
              )
            }
            actions={
              <Button
                icon={<IconShieldCheck stroke={1.6} aria-hidden="true" />}
                loading={verify.isPending}
                changes={false}
                onClick={() => verify.mutate({})}
              >
                Verify the record
              </Button>
            }
          />
          <VerdictLine verdict={verify.data} error={verify.error} />
          <Toolbar>
            <FilterField value={text} onChange={setText} placeholder="Filter by what, who, record" />
            <ActivityFilters
              actors={actors.data ?? []}
              actor={actor}
              onActor={setActor}
              days={days}
              onDays={(next) => {
                setDays(next);
                setFromAt(next === 'all' ? null : Date.now() - Number(next) * dayMs);
              }}
            />
          </Toolbar>
          <DataTable
            rows={entries}
            columns={activityColumns}
            rowId={(one) => String(one.seq)}
            selectedId={chosen === null ? null : String(chosen.seq)}
            onOpen={(one) => go({ place: 'activity', kind: 'entry', id: String(one.seq) })}
            csvName="Activity"
            isLoading={list.isPending}
            empty={
              <Empty
                title={
                  !isFiltered
                    ? 'Every change to the workspace is recorded here, with who made it and what was there before.'
                    : 'No change fits. Clear the filter to see all of them.'
                }
              />
            }
            footerWords={
              <>
                {formatCount(entries.length)} of {formatCount(total)}, newest first
                {list.hasNextPage ? (
                  <button
                    type="button"
                    className={styles.older}
                    disabled={list.isFetchingNextPage}
                    onClick={() => void list.fetchNextPage()}
                  >
                    Show older
                  </button>
                ) : null}
              </>
            }
          />
        </>
      }
    />
  );
}
