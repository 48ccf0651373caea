import type { ApiRow, Endpoint } from '../../../shared/contract/inventory.ts';

export type ListRow =
  | { readonly kind: 'api'; readonly api: ApiRow; readonly count: number; readonly isOpen: boolean }
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint };

export interface ListChoice {
  readonly filter: string;
  /** What a person opened or closed; everything else decides by itself. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly selectedId: string | null;
  /** Those that were in use when the list was opened. Who sends one for the first time does not see it jump away. */
  readonly usedIds: ReadonlySet<string>;
}

/** Up to this many endpoints in all, every API starts opened. */
const openAllUpTo = 40;

/** Endpoints that were called in the last 30 days. */
export function usedOf(endpoints: readonly Endpoint[]): ReadonlySet<string> {
  return new Set(endpoints.flatMap(({ id, calls30d }) => (calls30d > 0 ? [id] : [])));
}

/** The endpoints as one flat list under their APIs, those in use first. An API without a fitting endpoint is left out. */
export function listRows(apis: readonly ApiRow[], endpoints: readonly Endpoint[], choice: ListChoice): ListRow[] {
  const words = choice.filter.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const isFiltered = words.length > 0;
  const selectedApi = endpoints.find((one) => one.id === choice.selectedId)?.apiId;
  return apis.flatMap((api): ListRow[] => {
    const own = endpoints.filter((one) => one.apiId === api.id && fits(api, one, words));
    if (own.length === 0) return [];
    const isOpen = isFiltered || (choice.open[api.id] ?? (endpoints.length <= openAllUpTo || api.id === selectedApi));
    const ordered = own.toSorted((one, other) => Number(choice.usedIds.has(other.id)) - Number(choice.usedIds.has(one.id)));
    return [
      { kind: 'api', api, count: own.length, isOpen },
      ...(isOpen ? ordered.map((endpoint): ListRow => ({ kind: 'endpoint', endpoint })) : []),
    ];
  });
}

function fits(api: ApiRow, endpoint: Endpoint, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const all =
    `${api.vendorName} ${api.name} ${endpoint.method} ${endpoint.path} ${endpoint.summary} ${endpoint.operationId ?? ''}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

/** What an API is called in the list: "Adyen Checkout". A name that says the vendor already does not say it twice. */
export function apiTitle(api: { readonly vendorName: string; readonly name: string }): string {
  return api.name.toLowerCase().startsWith(api.vendorName.toLowerCase()) ? api.name : `${api.vendorName} ${api.name}`;
}
