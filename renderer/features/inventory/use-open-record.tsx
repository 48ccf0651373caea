import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Door } from '../../../shared/contract/procedure.ts';
import { api } from '../../app/client.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { StandingWords } from '../../ui/mark.tsx';
import { ApiAside } from './api-aside.tsx';
import { EndpointAside } from './endpoint-aside.tsx';
import type { AsideTab } from './inventory-store.ts';
import { ProcessAside } from './process-aside.tsx';
import { VendorAside } from './vendor-aside.tsx';

interface OpenRecord {
  readonly title: ReactNode;
  readonly body: ReactNode;
}

const everything = { text: '', view: 'all' } as const;
const gone = {
  happened: 'This record is no longer in the inventory.',
  remedy: 'Close this panel, or look in Activity for who removed it.',
} as const;

/** Doors to an API that lead to one of its tabs. */
const tabs: Readonly<Record<string, AsideTab>> = { changes: 'contract', findings: 'evidence' };

/** Title and body of the record that the address names, or null when it names none. */
export function useOpenRecord(door: Door): OpenRecord | null {
  const isOpen = door.place === 'inventory' && door.id !== undefined;
  const kind = door.kind ?? 'api';
  const apis = useQuery(api.inventory.list.queryOptions({ input: everything, enabled: isOpen }));
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {}, enabled: isOpen && kind === 'vendor' }));
  const processes = useQuery(api.inventory.processes.queryOptions({ input: {}, enabled: isOpen && kind === 'process' }));
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: { text: '' }, enabled: isOpen && kind === 'endpoint' }));
  if (!isOpen) return null;

  const missing: OpenRecord = { title: 'Not here', body: <FaultNote fault={new Fault('not_found', gone)} /> };
  const waiting: OpenRecord = { title: '', body: <Loading /> };
  if (kind === 'vendor') {
    const vendor = vendors.data?.find((one) => one.id === door.id);
    if (!vendor) return vendors.isPending ? waiting : missing;
    const own = (apis.data ?? []).filter((one) => one.vendorId === vendor.id);
    return { title: vendor.name, body: <VendorAside key={vendor.id} vendor={vendor} apis={own} /> };
  }
  if (kind === 'process') {
    const process = processes.data?.find((one) => one.id === door.id);
    if (!process) return processes.isPending ? waiting : missing;
    return {
      title: (
        <span className="inv-aside-title">
          {process.name}
          <StandingWords standing={process.standing} />
        </span>
      ),
      body: <ProcessAside key={process.id} id={process.id} />,
    };
  }
  if (kind === 'endpoint') {
    const endpoint = endpoints.data?.find((one) => one.id === door.id);
    if (!endpoint) return endpoints.isPending ? waiting : missing;
    const owner = apis.data?.find((one) => one.id === endpoint.apiId) ?? null;
    return {
      title: owner ? `${owner.vendorName} ${owner.name} ${owner.version}` : 'Endpoint',
      body: <EndpointAside key={endpoint.id} endpoint={endpoint} owner={owner} />,
    };
  }
  const row = apis.data?.find((one) => one.id === door.id);
  if (!row) return apis.isPending ? waiting : missing;
  return {
    title: (
      <span className="inv-aside-title">
        {row.vendorName} {row.name} {row.version}
        <StandingWords standing={row.standing} />
      </span>
    ),
    body: <ApiAside key={`${kind} ${row.id}`} id={row.id} opensOn={tabs[kind] ?? null} />,
  };
}
