import { useQueries, useQuery } from '@tanstack/react-query';
import type { ApiDetail, Environment } from '../../../shared/contract/inventory.ts';
import { api } from '../../app/client.ts';

export interface VendorEnvironments {
  readonly environments: readonly (Environment & { readonly apiName: string; readonly vendorName: string })[];
  readonly authSchemesOf: ReadonlyMap<string, ApiDetail['authSchemes']>;
}

const everything = { text: '', view: 'all' } as const;

/** The environments of a vendor's APIs, those of all APIs when no vendor is chosen, and how each API authenticates. */
export function useVendorEnvironments(vendorId: string | null): VendorEnvironments {
  const apis = useQuery(api.inventory.list.queryOptions({ input: everything }));
  const wanted = (apis.data ?? []).filter((one) => vendorId === null || one.vendorId === vendorId);
  const details = useQueries({ queries: wanted.map((one) => api.inventory.show.queryOptions({ input: { id: one.id } })) });
  const known = details.flatMap((one) => (one.data ? [one.data] : []));
  return {
    environments: known.flatMap((one) =>
      one.environments.map((environment) => ({ ...environment, apiName: one.api.name, vendorName: one.vendor.name })),
    ),
    authSchemesOf: new Map(known.map((one) => [one.api.id, one.authSchemes])),
  };
}
