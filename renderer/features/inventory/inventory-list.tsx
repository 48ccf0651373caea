import { Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { assertNever } from '../../app/assert-never.ts';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { AllEndpointsTable } from './all-endpoints-table.tsx';
import { ApiTable } from './api-table.tsx';
import { MapView } from './map-view.tsx';
import { ProcessTable } from './process-table.tsx';
import { useInventoryStore } from './inventory-store.ts';
import type { ApiTab } from './inventory-store.ts';
import type { InventorySummary } from './inventory-words.ts';
import { VendorTable } from './vendor-table.tsx';
import { ViewSwitch } from './view-switch.tsx';

interface InventoryListProps {
  readonly summary: InventorySummary;
  readonly openId: string | null;
}

/** The list of the chosen view, with its tabs and its filter. */
export function InventoryList({ summary, openId }: InventoryListProps) {
  const view = useInventoryStore((state) => state.view);
  switch (view) {
    case 'apis':
      return <ApiList summary={summary} openId={openId} />;
    case 'vendors':
      return <VendorList openId={openId} />;
    case 'endpoints':
      return <EndpointList openId={openId} />;
    case 'processes':
      return <ProcessList openId={openId} />;
    case 'map':
      return <MapView />;
    default:
      return assertNever(view);
  }
}

const nobody = 'nobody';

function emptyWords(text: string, tab: ApiTab): string {
  if (text.trim() !== '') return `Nothing matches “${text.trim()}” here. Clear the filter, or look under All.`;
  switch (tab) {
    case 'need you':
      return 'No API needs you. What is due or failing comes here by itself.';
    case 'used by a process':
      return 'No API is linked to a business process yet. A link says what stops when the API fails.';
    case 'not linked':
      return 'Every API is linked to a business process.';
    case 'all':
      return 'No API yet. Import an OpenAPI file to begin.';
    default:
      return assertNever(tab);
  }
}

function ApiList({ summary, openId }: InventoryListProps) {
  const { tab: chosen, setTab, text, setText, owner, setOwner } = useInventoryStore();
  const tab: ApiTab = chosen ?? (summary.usedByProcess > 0 ? 'used by a process' : 'all');
  const wanted = useDeferredValue(text.apis);
  const list = useQuery(api.inventory.list.queryOptions({ input: { text: wanted, view: tab }, placeholderData: keepPreviousData }));
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const rows = (list.data ?? []).filter((row) => owner === null || (row.ownerName ?? nobody) === owner);
  return (
    <>
      <Tabs<ApiTab>
        label="Which APIs"
        value={tab}
        onChange={setTab}
        items={[
          { value: 'used by a process', label: 'Used by a process', count: summary.usedByProcess },
          { value: 'need you', label: 'Need you', count: summary.needYou },
          { value: 'not linked', label: 'Not linked', count: summary.notLinked },
          { value: 'all', label: 'All', count: summary.apis },
        ]}
      />
      <Toolbar>
        <FilterField value={text.apis} onChange={(value) => setText('apis', value)} placeholder="Filter by vendor, API, owner, process" />
        <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false} classNames={{ item: 'inv-menu-item' }}>
          <Menu.Target>
            <Button small kind="quiet" icon={<IconFilter size={14} stroke={1.6} aria-hidden="true" />}>
              Owner: {owner ?? 'anyone'}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setOwner(null)}>Anyone</Menu.Item>
            <Menu.Item onClick={() => setOwner(nobody)}>Nobody</Menu.Item>
            {(people.data ?? []).map((person) => (
              <Menu.Item key={person.id} onClick={() => setOwner(person.name)}>
                {person.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <ViewSwitch />
      </Toolbar>
      {list.isError ? (
        <FaultNote fault={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <ApiTable
          rows={rows}
          selectedId={openId}
          isLoading={list.isPending}
          empty={owner !== null && list.data?.length ? `No API here is owned by ${owner}.` : emptyWords(wanted, tab)}
        />
      )}
    </>
  );
}

const everything = { text: '', view: 'all' } as const;

function VendorList({ openId }: Pick<InventoryListProps, 'openId'>) {
  const text = useInventoryStore((state) => state.text.vendors);
  const setText = useInventoryStore((state) => state.setText);
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: everything }));
  const wanted = text.trim().toLowerCase();
  const rows = (vendors.data ?? []).filter((one) =>
    [one.name, one.domain, one.category, one.notes].some((part) => part?.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <Toolbar>
        <FilterField value={text} onChange={(value) => setText('vendors', value)} placeholder="Filter by name, domain, category, notes" />
        <ViewSwitch />
      </Toolbar>
      {vendors.isError ? (
        <FaultNote fault={vendors.error} onRetry={() => void vendors.refetch()} />
      ) : (
        <VendorTable rows={rows} apis={apis.data ?? []} selectedId={openId} isLoading={vendors.isPending} />
      )}
    </>
  );
}

function EndpointList({ openId }: Pick<InventoryListProps, 'openId'>) {
  const text = useInventoryStore((state) => state.text.endpoints);
  const setText = useInventoryStore((state) => state.setText);
  const wanted = useDeferredValue(text);
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: { text: wanted }, placeholderData: keepPreviousData }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: everything }));
  return (
    <>
      <Toolbar>
        <FilterField value={text} onChange={(value) => setText('endpoints', value)} placeholder="Filter by method, path, summary" />
        <ViewSwitch />
      </Toolbar>
      {endpoints.isError ? (
        <FaultNote fault={endpoints.error} onRetry={() => void endpoints.refetch()} />
      ) : (
        <AllEndpointsTable
          rows={endpoints.data ?? []}
          apis={apis.data ?? []}
          selectedId={openId}
          isLoading={endpoints.isPending}
          empty={wanted.trim() === '' ? 'No endpoint yet. They come with an OpenAPI file.' : `No endpoint matches “${wanted.trim()}”.`}
        />
      )}
    </>
  );
}

function ProcessList({ openId }: Pick<InventoryListProps, 'openId'>) {
  const text = useInventoryStore((state) => state.text.processes);
  const setText = useInventoryStore((state) => state.setText);
  const processes = useQuery(api.inventory.processes.queryOptions({ input: {} }));
  const wanted = text.trim().toLowerCase();
  const rows = (processes.data ?? []).filter((one) =>
    [one.name, one.ownerName, one.deputyName, one.criticality, one.notes].some((part) => part?.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <Toolbar>
        <FilterField value={text} onChange={(value) => setText('processes', value)} placeholder="Filter by name, owner, notes" />
        <ViewSwitch />
      </Toolbar>
      {processes.isError ? (
        <FaultNote fault={processes.error} onRetry={() => void processes.refetch()} />
      ) : (
        <ProcessTable rows={rows} selectedId={openId} isLoading={processes.isPending} />
      )}
    </>
  );
}
