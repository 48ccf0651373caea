import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../shared/contract/index.ts';
import { coreLink } from './core-link.ts';

export type Client = ContractRouterClient<Contract>;

/** The core, as typed calls. Every rejection is a `Fault`, except a call that the caller cancelled. */
export const client: Client = createORPCClient<Client>(coreLink);

/**
 * The same calls as options for React Query: `useQuery(api.inventory.list.queryOptions({ input }))`. After a commit the
 * core names the topics that changed and their queries are refetched, so a mutation invalidates nothing by itself.
 */
export const api = createTanstackQueryUtils(client);
