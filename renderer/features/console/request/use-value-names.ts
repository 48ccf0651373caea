import { useQuery } from '@tanstack/react-query';
import { use } from 'react';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { api } from '../../../app/client.ts';
import { madeOnSend, namesOf, nearestFirst } from '../../../ui/value-names.ts';
import { ValueScope, type Values } from '../../../ui/value-scope.ts';

/** What `{{names}}` a request takes: what is given around it, its own, those of its environment, its API and the workspace, and those that are made. */
export function useValueNames(environment: Environment | null, own: Readonly<Record<string, string>>): Values {
  const { names: given, unknown } = use(ValueScope);
  const enabled = environment !== null;
  const near = useQuery(api.console.variables.queryOptions({ input: { environmentId: environment?.id ?? '' }, enabled }));
  const wide = useQuery(api.requests.values.queryOptions({ input: { apiId: environment?.apiId ?? '' }, enabled }));
  const layers = namesOf([
    ['this request', own],
    [environment?.name ?? '', near.data ?? {}],
    ['the API', wide.data?.api ?? {}],
    ['the workspace', wide.data?.workspace ?? {}],
  ]);
  return { names: nearestFirst(given, layers, madeOnSend), unknown };
}
