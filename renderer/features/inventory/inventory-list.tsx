import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, type ReactElement } from 'react';
import { assertNever } from '../../app/assert-never.ts';
import { api } from '../../app/client.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { AllEndpointsTable } from './all-endpoints-table.tsx';
import { ApiTable } from './api-table.tsx';
import { useInventoryStore } from './inventory-store.ts';
import type { ApiTab, InventoryView } from './inventory-store.ts';
import type { InventorySummary } from './inventory-words.ts';
import { MapView } from './map-view.tsx';
import { nobody, OwnerMenu } from './owner-menu.tsx';
import { ProcessTable } from './process-table.tsx';
import { VendorTable } from './vendor-table.tsx';
import { ViewSwitch } from './view-switch.tsx';

interface InventoryListProps {
  readonly summary: InventorySummary;
  readonly openId: string | null;
}

const placeholders: Readonly<Record<InventoryView, string>> = {
  apis: 'Filter by vendor, API, owner, process',
  vendors: 'Filter by name, domain, category, notes',
  endpoints: 'Filter by method, path, summary',
  processes: 'Filter by name, owner, notes',
  map: 'Filter by process, API, vendor',
};

/** What the list shows, its filter, and the list. The switch stays where it is, whatever it shows. */
export function InventoryList({ summary, openId }: InventoryListProps): ReactElement {
  const { view, text, setText, mapForm, setMapForm } = useInventoryStore();
  return (
    <>
      <Toolbar>
        <FilterField key={view} value={text[view]} onChange={(value) => setText(view, value)} placeholder={placeholders[view]} />
        {view === 'apis' ? <OwnerMenu /> : null}
        {view === 'map' ? (
          <Segments
            label="Form of the map"
            value={mapForm}
            onChange={setMapForm}
            items={[
              { value: 'graph', label: 'Graph' },
              { value: 'table', label: 'Table' },
            ]}
          />
        ) : null}
        <ViewSwitch key="views" />
      </Toolbar>
      <List view={view} summary={summary} openId={openId} />
    </>
  );
}

function List({ view, summary, openId }: InventoryListProps & { readonly view: InventoryView }): ReactElement {
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
  const { tab: chosen, setTab, text, owner } = useInventoryStore();
  const tab: ApiTab = chosen ?? (summary.usedByProcess > 0 ? 'used by a process' : 'all');
  const wanted = useDeferredValue(text.apis);
  const list = useQuery(api.inventory.list.queryOptions({ input: { text: wanted, view: tab }, placeholderData: keepPreviousData }));
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
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: everything }));
  const wanted = text.trim().toLowerCase();
  const rows = (vendors.data ?? []).filter((one) =>
    [one.name, one.domain, one.category, one.notes].some((part) => part?.toLowerCase().includes(wanted)),
  );
  return vendors.isError ? (
    <FaultNote fault={vendors.error} onRetry={() => void vendors.refetch()} />
  ) : (
    <VendorTable rows={rows} apis={apis.data ?? []} selectedId={openId} isLoading={vendors.isPending} />
  );
}

function EndpointList({ openId }: Pick<InventoryListProps, 'openId'>) {
  const text = useInventoryStore((state) => state.text.endpoints);
  const wanted = useDeferredValue(text);
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: { text: wanted }, placeholderData: keepPreviousData }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: everything }));
  return endpoints.isError ? (
    <FaultNote fault={endpoints.error} onRetry={() => void endpoints.refetch()} />
  ) : (
    <AllEndpointsTable
      rows={endpoints.data ?? []}
      apis={apis.data ?? []}
      selectedId={openId}
      isLoading={endpoints.isPending}
      empty={wanted.trim() === '' ? 'No endpoint yet. They come with an OpenAPI file.' : `No endpoint matches “${wanted.trim()}”.`}
    />
  );
}

function ProcessList({ openId }: Pick<InventoryListProps, 'openId'>) {
  const text = useInventoryStore((state) => state.text.processes);
  const processes = useQuery(api.inventory.processes.queryOptions({ input: {} }));
  const wanted = text.trim().toLowerCase();
  const rows = (processes.data ?? []).filter((one) =>
    [one.name, one.ownerName, one.deputyName, one.criticality, one.notes].some((part) => part?.toLowerCase().includes(wanted)),
  );
  return processes.isError ? (
    <FaultNote fault={processes.error} onRetry={() => void processes.refetch()} />
  ) : (
    <ProcessTable rows={rows} selectedId={openId} isLoading={processes.isPending} />
  );
}
