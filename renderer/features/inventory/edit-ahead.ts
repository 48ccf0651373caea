import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Shows an edit at once; when the core has taken or refused it, what the core says then: others may have changed it meanwhile. */
export async function editAhead<T>(
  queries: QueryClient,
  queryKey: QueryKey,
  shown: Partial<T>,
  edit: () => Promise<unknown>,
): Promise<void> {
  await queries.cancelQueries({ queryKey });
  queries.setQueryData<T>(queryKey, (before) => before && { ...before, ...shown });
  await edit();
  await queries.invalidateQueries({ queryKey });
}
