import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../app/client.ts';
import { go, goInstead, useDoor } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { IncidentAside } from './incident-aside.tsx';
import { OpenIncidentDialog } from './incident-dialogs.tsx';
import { IncidentTable } from './incident-table.tsx';
import { MonitorAside } from './monitor-aside.tsx';
import { MonitorSheet } from './monitor-sheet.tsx';
import { MonitorTable } from './monitor-table.tsx';
import { textOf } from './monitor-words.ts';
import { useMonitorsStore, type Tab } from './monitors-store.ts';
import { NewMonitorDialog } from './new-monitor-dialog.tsx';
import { PromiseAside } from './promise-aside.tsx';
import { PromiseEditor } from './promise-editor.tsx';
import { PromiseSheet } from './promise-sheet.tsx';
import { PromiseTable } from './promise-table.tsx';
import './monitors.css';

type Open = 'monitor' | 'promise' | 'incident' | 'edit' | null;

/** The tab of a door: to a record of it, or to all of them. */
const tabOf: Readonly<Record<string, Tab>> = {
  monitor: 'monitors',
  monitors: 'monitors',
  promise: 'promises',
  promises: 'promises',
  incident: 'incidents',
  incidents: 'incidents',
};
const stateOrder = { broken: 0, soon: 1, 'no data': 2, holds: 3 } as const;

const newWords = { monitors: 'New monitor', promises: 'New promise', incidents: 'Open incident' } as const;
const newOf = { monitors: 'monitor', promises: 'promise', incidents: 'incident' } as const;

/** What is watched, what is promised, and what went wrong. */
export default function MonitorsPage() {
  const door = useDoor();
  const { tab, setTab, text, setText } = useMonitorsStore();
  const [open, setOpen] = useState<Open>(null);
  const overview = useQuery(api.monitors.overview.queryOptions({ input: {} }));
  const monitors = useQuery(api.monitors.list.queryOptions({ input: {} }));
  const promises = useQuery(api.monitors.promises.queryOptions({ input: {} }));
  const incidents = useQuery(api.monitors.incidents.queryOptions({ input: {} }));
  const openId = door.place === 'monitors' ? (door.id ?? null) : null;
  const isAsked = door.kind === 'new' && door.id === undefined;
  const kind = openId === null ? null : (door.kind ?? null);
  // A door opens its tab too; without a kind the chosen tab stays.
  const wantedTab = tabOf[door.kind ?? ''];
  useEffect(() => {
    if (wantedTab) useMonitorsStore.setState({ tab: wantedTab });
  }, [wantedTab]);
  usePaletteActions('monitors', [
    { words: 'New monitor', run: () => setOpen('monitor') },
    { words: 'New promise', run: () => setOpen('promise') },
    { words: 'Open an incident', run: () => setOpen('incident') },
  ]);
  useShortcut('n', newWords[tab], () => setOpen(newOf[tab]), open === null);
  const isEditable = kind === 'monitor' || kind === 'promise';
  useShortcut('e', kind === 'promise' ? 'Edit the promise' : 'Edit the monitor', () => setOpen('edit'), isEditable && open === null);

  const failed = [overview, monitors, promises, incidents].find(({ isError }) => isError);
  if (failed) return <FaultNote fault={failed.error} onRetry={() => void failed.refetch()} />;
  if (!overview.data || !monitors.data || !promises.data || !incidents.data) return <Loading />;
  const close = (): void => {
    setOpen(null);
    if (isAsked) goInstead({ place: 'monitors' });
  };
  const shown = monitors.data.find(({ id }) => id === openId);
  const forms = (
    <>
      {open === 'monitor' || isAsked ? <NewMonitorDialog onClose={close} /> : null}
      {open === 'promise' ? <PromiseSheet promise={null} onClose={close} /> : null}
      {open === 'incident' ? <OpenIncidentDialog onClose={close} /> : null}
      {open === 'edit' && shown ? <MonitorSheet monitor={shown} onClose={close} /> : null}
      {open === 'edit' && kind === 'promise' && openId !== null ? <PromiseEditor id={openId} onClose={close} /> : null}
    </>
  );
  if (monitors.data.length === 0 && promises.data.length === 0 && incidents.data.length === 0) {
    return (
      <div className="mon-page">
        <PageHeader title={overview.data.monitors.title} sub={overview.data.monitors.subtitle} />
        <Empty
          title="A monitor sends one of your saved requests again and again, and says when it fails, for how long, and whether it was the vendor or your own line. What nobody saw is never counted as good."
          action={
            <Button kind="primary" icon={<IconPlus size={16} stroke={1.6} />} onClick={() => setOpen('monitor')}>
              New monitor
            </Button>
          }
          example="For example “Checkout answers”: GET /paymentMethods in the sandbox, every 5 minutes, Mon to Fri 09 to 18; down after three fails in a row."
        />
        {forms}
      </div>
    );
  }
  const wanted = text.trim().toLowerCase();
  const rows = monitors.data
    .filter((one) => textOf(one).includes(wanted))
    .toSorted((a, b) => stateOrder[a.standing.state] - stateOrder[b.standing.state]);
  return (
    <>
      <Split
        storageKey="monitors"
        asideTitle={titleOf(
          kind,
          shown?.name,
          promises.data.find(({ id }) => id === openId)?.name,
          incidents.data.find(({ id }) => id === openId)?.title,
        )}
        aside={asideOf(kind, openId, () => setOpen('edit'))}
        onClose={() => go({ place: 'monitors' })}
        main={
          <div className="mon-page">
            <PageHeader
              title={overview.data[tab].title}
              sub={overview.data[tab].subtitle}
              actions={
                <Button icon={<IconPlus size={16} stroke={1.6} />} onClick={() => setOpen(newOf[tab])}>
                  {newWords[tab]}
                </Button>
              }
            />
            <Tabs
              value={tab}
              onChange={(next) => {
                setTab(next);
                if (openId !== null) go({ place: 'monitors' });
              }}
              items={[
                { value: 'monitors', label: 'Monitors', count: monitors.data.length },
                { value: 'promises', label: 'Promises', count: promises.data.length },
                { value: 'incidents', label: 'Incidents', count: incidents.data.length },
              ]}
            />
            {tab === 'monitors' ? (
              <>
                <Toolbar>
                  <FilterField value={text} onChange={setText} placeholder="Filter by monitor, API, owner, state" />
                </Toolbar>
                <MonitorTable
                  rows={rows}
                  selectedId={openId}
                  empty={
                    wanted === ''
                      ? 'No monitor yet. Choose a saved request with “New monitor”.'
                      : `Nothing matches “${text.trim()}”. Clear the filter to see all monitors.`
                  }
                />
              </>
            ) : null}
            {tab === 'promises' ? <PromiseTable rows={promises.data} selectedId={openId} /> : null}
            {tab === 'incidents' ? (
              <IncidentTable
                rows={incidents.data.toSorted((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed'))}
                selectedId={openId}
              />
            ) : null}
          </div>
        }
      />
      {forms}
    </>
  );
}

function asideOf(kind: string | null, id: string | null, onEdit: () => void) {
  if (id === null) return null;
  if (kind === 'monitor') return <MonitorAside key={id} id={id} onEdit={onEdit} />;
  if (kind === 'promise') return <PromiseAside key={id} id={id} onEdit={onEdit} />;
  if (kind === 'incident') return <IncidentAside key={id} id={id} />;
  return null;
}

function titleOf(kind: string | null, monitor: string | undefined, promise: string | undefined, incident: string | undefined): string {
  return (kind === 'monitor' ? monitor : kind === 'promise' ? promise : incident) ?? 'Not here';
}
