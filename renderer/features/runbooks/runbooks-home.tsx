import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { PersonProgress, RunbookRow, RunRow } from '../../../shared/contract/runbooks.ts';
import { api } from '../../app/client.ts';
import { go, goInstead } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AddRunbookSheet } from './add-runbook-sheet.tsx';
import { peopleColumns, runbookColumns, runColumns } from './columns.tsx';
import { PersonAside } from './person-aside.tsx';
import { listSub, listTitle, peopleTitle, runsTitle } from './runbook-words.ts';
import { StartDialog } from './start-dialog.tsx';

function homeTitle(view: HomeView, rows: readonly RunbookRow[], runs: readonly RunRow[], people: readonly PersonProgress[]): string {
  return view === 'runs' ? runsTitle(runs) : view === 'people' ? peopleTitle(people) : listTitle(rows);
}

export type HomeView = 'runbooks' | 'runs' | 'people';

/** The three lists: what can be followed, what was, and who can. */
export function RunbooksHome({ view, isAddingFirst }: { readonly view: HomeView; readonly isAddingFirst: boolean }): ReactElement {
  const books = useQuery(api.runbooks.list.queryOptions({ input: {} }));
  const runs = useQuery(api.runbooks.runs.queryOptions({ input: {} }));
  const people = useQuery(api.runbooks.people.queryOptions({ input: {} }));
  const [text, setText] = useState('');
  const [isAdding, setIsAdding] = useState(isAddingFirst);
  const [isStarting, setIsStarting] = useState(false);
  const [personId, setPersonId] = useState<string | null>(null);
  const rows = useMemo(() => books.data ?? [], [books.data]);
  const open = useMemo(() => (runs.data ?? []).filter((run) => run.finishedAt === null && run.subjectPersonId === null), [runs.data]);
  const hasPublished = rows.some((row) => row.published > 0 && !row.isRetired);
  useShortcut('n', 'New runbook', () => setIsAdding(true));
  useShortcut('s', 'Start a run', () => setIsStarting(true), hasPublished);
  usePaletteActions('runbooks', [
    { words: 'New runbook', keys: 'n', run: () => setIsAdding(true) },
    ...(hasPublished ? [{ words: 'Start a run', keys: 's', run: () => setIsStarting(true) }] : []),
  ]);
  const fault = books.error ?? runs.error ?? people.error;
  if (fault) return <FaultNote fault={fault} onRetry={() => void books.refetch()} />;
  const fits = (...words: readonly (string | null)[]): boolean => words.join(' ').toLowerCase().includes(text.trim().toLowerCase());
  const person = view === 'people' ? (people.data?.find((one) => one.personId === personId) ?? null) : null;
  const isEmpty = books.data !== undefined && rows.length === 0;
  return (
    <>
      <Split
        storageKey="runbooks"
        asideTitle={person?.name ?? ''}
        aside={person ? <PersonAside person={person} runbooks={rows} /> : null}
        onClose={() => setPersonId(null)}
        main={
          <>
            <PageHeader
              title={books.data ? (isEmpty ? 'No runbooks yet' : homeTitle(view, rows, runs.data ?? [], people.data ?? [])) : 'Runbooks'}
              sub={books.data ? (isEmpty ? 'Begin with a starter, and make it your own' : listSub(rows, open)) : ' '}
              actions={
                isEmpty ? undefined : (
                  <>
                    <Button icon={<IconPlus stroke={1.6} aria-hidden="true" />} onClick={() => setIsAdding(true)}>
                      New runbook
                    </Button>
                    {hasPublished && (
                      <Button kind={person ? 'default' : 'primary'} onClick={() => setIsStarting(true)}>
                        Start a run
                      </Button>
                    )}
                  </>
                )
              }
            />
            <div className="rb-views">
              <Tabs<HomeView>
                label="What is shown"
                value={view}
                onChange={(next) => go({ place: 'runbooks', ...(next === 'runbooks' ? {} : { kind: next }) })}
                items={[
                  { value: 'runbooks', label: 'Runbooks', count: rows.length },
                  { value: 'runs', label: 'Runs', count: runs.data?.length ?? 0 },
                  { value: 'people', label: 'People', count: people.data?.length ?? 0 },
                ]}
              />
              <FilterField value={text} onChange={setText} placeholder={`Filter ${view}`} />
            </div>
            {view === 'runbooks' && (
              <DataTable<RunbookRow>
                key="runbooks"
                rows={rows.filter((row) => fits(row.name, row.purpose, row.ownerName, row.trigger.join(' '), row.apis.join(' ')))}
                columns={runbookColumns}
                rowId={(row) => row.id}
                onOpen={(row) => go({ place: 'runbooks', kind: 'runbook', id: row.id })}
                csvName="Runbooks"
                of={['runbook', 'runbooks']}
                isLoading={books.isPending}
                empty={
                  text === '' ? (
                    <Empty
                      title="A runbook is what the next person follows when you are not there: steps with what is expected, decisions, calls and who to ring."
                      action={
                        <Button kind="primary" onClick={() => setIsAdding(true)}>
                          Add a runbook
                        </Button>
                      }
                      example="Six are ready to be made your own: vendor outage, throttled, expired credential, month-end mismatch, onboarding a dependency, onboarding a person."
                    />
                  ) : (
                    <Empty title={`No runbook fits “${text}”.`} />
                  )
                }
              />
            )}
            {view === 'runs' && (
              <DataTable<RunRow>
                key="runs"
                rows={(runs.data ?? []).filter((row) =>
                  fits(row.runbookName, row.reason, row.startedBy, row.incidentWords, row.subjectName, row.outcome, row.nowWords),
                )}
                columns={runColumns}
                rowId={(row) => row.id}
                onOpen={(row) => go({ place: 'runbooks', kind: 'run', id: row.id })}
                csvName="Runs"
                of={['run', 'runs']}
                isLoading={runs.isPending}
                empty={
                  <Empty
                    title="A run keeps who did what, when, and with which answers; as a drill it does no harm."
                    action={
                      <Button kind="primary" onClick={() => (hasPublished ? setIsStarting(true) : setIsAdding(true))}>
                        {hasPublished ? 'Start a run' : 'Add a runbook'}
                      </Button>
                    }
                    example="“Vendor outage”, started for INC-6: 9 of 14 steps, two answers differed, four calls kept with their ids."
                  />
                }
              />
            )}
            {view === 'people' && (
              <DataTable<PersonProgress>
                key="people"
                rows={(people.data ?? []).filter((row) => fits(row.name, row.role, row.nextWords))}
                columns={peopleColumns}
                rowId={(row) => row.personId}
                selectedId={personId}
                onOpen={(row) => setPersonId(row.personId)}
                csvName="People"
                of={['person', 'people']}
                isLoading={people.isPending}
                empty={
                  <Empty title="People of this workspace stand here with what they have read, drilled and hold. Add them in Settings." />
                }
              />
            )}
          </>
        }
      />
      {isAdding && (
        <AddRunbookSheet
          onClose={() => {
            setIsAdding(false);
            if (isAddingFirst) goInstead({ place: 'runbooks' });
          }}
        />
      )}
      {isStarting && <StartDialog runbooks={rows} people={people.data ?? []} onClose={() => setIsStarting(false)} />}
    </>
  );
}
