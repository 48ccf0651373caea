import { IconAdjustments, IconArrowLeft, IconPlayerPlay, IconPlayerStop, IconSend, IconTarget } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { MockRequest, MockState } from '../../../shared/contract/mock.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { useChosenEnvironment } from '../../app/chosen-environment.ts';
import { api, client } from '../../app/client.ts';
import { focusWhenThere, whereCallGoesOn } from '../../app/focus-when-there.ts';
import { go } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { Split } from '../../ui/split.tsx';
import { toast } from '../../ui/toast.ts';
import { offerUndo } from '../../ui/undo-last.ts';
import { requestColumns } from './mock-columns.tsx';
import { apiWords, runSub, runTitle } from './mock-words.ts';
import { ScenarioPanel } from './scenario-panel.tsx';

const iconSize = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** One mock: what came and why it was answered so, and what is made to go wrong. */
export function MockRunPage({ apiId }: { readonly apiId: string }): ReactElement {
  const mock = useQuery(api.mock.show.queryOptions({ input: { apiId } }));
  const requests = useQuery(api.mock.requests.queryOptions({ input: { apiId } }));
  const [isPanelOpen, setIsPanelOpen] = useState(true);
  const [isWorking, setIsWorking] = useState(false);
  const rows = useMemo(() => (requests.data?.rows ?? []).toReversed(), [requests.data]);
  const work = async (change: () => Promise<unknown>): Promise<void> => {
    setIsWorking(true);
    try {
      await change();
    } catch (error) {
      sayFailed(error);
    } finally {
      setIsWorking(false);
    }
  };
  const isRunning = mock.data?.isRunning === true;
  const start = (): void => void work(() => client.mock.start({ apiId }));
  const stop = (): void => void work(() => client.mock.stop({ apiId }));
  const point = (): void =>
    void work(async () => {
      const { environmentId, words } = await client.mock.pointEnvironment({ apiId });
      offerUndo(words, 'environment', environmentId);
    });
  const callIt = (): void =>
    void work(async () => {
      const endpoints = await client.inventory.endpoints({ apiId });
      const [first] = endpoints.toSorted((one, other) => other.calls30d - one.calls30d);
      if (mock.data?.environment) useChosenEnvironment.getState().choose(apiId, mock.data.environment.id);
      go(first ? { place: 'console', kind: 'endpoint', id: first.id } : { place: 'console' });
      focusWhenThere(whereCallGoesOn);
    });
  const isPointed = isRunning && mock.data?.environment?.isPointed === true;
  const panel = (): void => setIsPanelOpen(!isPanelOpen);
  useShortcut('s', isRunning ? 'Stop the mock' : 'Start the mock', isRunning ? stop : start, mock.data !== undefined);
  useShortcut('p', 'Point an environment at it', point, isRunning);
  useShortcut('c', 'Call it from the Console', callIt, isPointed);
  useShortcut('w', 'What goes wrong', panel);
  usePaletteActions('mock', [
    isRunning ? { words: 'Stop the mock', keys: 's', run: stop } : { words: 'Start the mock', keys: 's', run: start },
    ...(isRunning ? [{ words: 'Point an environment at the mock', keys: 'p', run: point }] : []),
    ...(isPointed ? [{ words: 'Call the mock from the Console', keys: 'c', run: callIt }] : []),
    { words: isPanelOpen ? 'Hide what goes wrong' : 'Choose what goes wrong', keys: 'w', run: panel },
  ]);
  if (mock.error) return <FaultNote fault={mock.error} onRetry={() => void mock.refetch()} />;
  if (!mock.data) return <Loading />;
  const shown = mock.data;
  return (
    <Split
      storageKey="mock"
      asideTitle="What goes wrong"
      aside={isPanelOpen ? <ScenarioPanel mock={shown} /> : null}
      onClose={() => setIsPanelOpen(false)}
      main={
        <div className="mock-page">
          <PageHeader
            title={runTitle(shown)}
            sub={<Sub mock={shown} />}
            actions={
              <>
                <Button
                  aria-label="All mocks"
                  title="All mocks"
                  icon={<IconArrowLeft {...iconSize} />}
                  onClick={() => go({ place: 'console', kind: 'mock' })}
                />
                {!isPanelOpen && (
                  <Button icon={<IconAdjustments {...iconSize} />} onClick={panel}>
                    What goes wrong
                  </Button>
                )}
                {isRunning ? (
                  <>
                    <Button icon={<IconPlayerStop {...iconSize} />} loading={isWorking} onClick={stop}>
                      Stop
                    </Button>
                    {isPointed ? (
                      <Button kind="primary" changes={false} icon={<IconSend {...iconSize} />} onClick={callIt}>
                        Call it
                      </Button>
                    ) : (
                      <Button kind="primary" icon={<IconTarget {...iconSize} />} loading={isWorking} onClick={point}>
                        Point an environment at it
                      </Button>
                    )}
                  </>
                ) : (
                  <Button kind="primary" icon={<IconPlayerPlay {...iconSize} />} loading={isWorking} onClick={start}>
                    Start mock
                  </Button>
                )}
              </>
            }
          />
          <DataTable<MockRequest>
            of={['request', 'requests']}
            rows={rows}
            columns={requestColumns}
            rowId={(row) => String(row.number)}
            onOpen={(row) => void openRequest(row)}
            csvName="Requests to the mock"
            isLoading={requests.isPending}
            footerWords={
              requests.data && requests.data.total > rows.length ? `the last ${rows.length} of ${grouped(requests.data.total)}` : undefined
            }
            empty={
              <Empty
                title={
                  isPointed
                    ? `Nothing has come yet. Call it from the Console: its environment ${shown.environment?.name ?? ''} goes here.`
                    : isRunning
                      ? `Nothing has come yet. Send a request to ${shown.url ?? ''}, or point an environment at it and send one from the Console.`
                      : `Start it, and ${apiWords(shown)} is played on this computer from its ${shown.endpointCount} endpoints. No vendor is called.`
                }
                example={isRunning ? <code className="mock-example">curl {shown.url}/</code> : undefined}
              />
            }
          />
        </div>
      }
    />
  );
}

function Sub({ mock }: { readonly mock: MockState }): ReactElement {
  return (
    <>
      {runSub(mock)}
      {mock.isRunning && mock.environment?.isPointed === true && (
        <>
          {' · used by '}
          <DoorLink door={{ place: 'inventory', kind: 'api', id: mock.apiId }}>environment {mock.environment.name}</DoorLink>
        </>
      )}
    </>
  );
}

/** The exchange of our own that it was, else the endpoint that it came to. */
async function openRequest(row: MockRequest): Promise<void> {
  try {
    const [exchange] = row.correlationId === null ? [] : await client.console.find({ correlationId: row.correlationId });
    if (exchange) go({ place: 'console', kind: 'exchange', id: exchange.id });
    else if (row.endpointId !== null) go({ place: 'inventory', kind: 'endpoint', id: row.endpointId });
    else toast({ words: 'It belongs to no endpoint of the contract, and was not sent from here.' });
  } catch (error) {
    sayFailed(error);
  }
}
