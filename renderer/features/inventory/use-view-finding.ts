import { skipToken, useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import type { InventoryView } from './inventory-store.ts';
import {
  endpointsFacts,
  endpointsTitle,
  pageFacts,
  pageTitle,
  processTitle,
  vendorFacts,
  vendorTitle,
  type InventorySummary,
} from './inventory-words.ts';

interface Finding {
  readonly title: string;
  readonly facts: string;
}

const everything = { text: '', view: 'all' } as const;
const waiting: Finding = { title: ' ', facts: ' ' };

/** What the page says in its first lines: each view has its own finding. */
export function useViewFinding(view: InventoryView, summary: InventorySummary | undefined): Finding {
  const apis = useQuery(api.inventory.list.queryOptions({ input: view === 'vendors' ? everything : skipToken }));
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: view === 'vendors' ? {} : skipToken }));
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: view === 'endpoints' ? { text: '' } : skipToken }));
  if (summary === undefined) return waiting;
  switch (view) {
    case 'vendors':
      return apis.data && vendors.data ? { title: vendorTitle(vendors.data, apis.data), facts: vendorFacts(apis.data) } : waiting;
    case 'endpoints':
      return endpoints.data ? { title: endpointsTitle(endpoints.data), facts: endpointsFacts(endpoints.data) } : waiting;
    case 'processes':
    case 'map':
      return { title: processTitle(summary), facts: pageFacts(summary) };
    case 'apis':
      return { title: pageTitle(summary), facts: pageFacts(summary) };
  }
}
