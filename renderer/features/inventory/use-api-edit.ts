import { useQueryClient } from '@tanstack/react-query';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { api, client } from '../../app/client.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';

type Change = Omit<Parameters<typeof client.inventory.updateApi>[0], 'id'>;

/**
 * Edits an API in place: shown at once, taken back when the core refuses, undone from the toast.
 *
 * `shown` is what the detail looks like after the change, as far as the screen needs it.
 */
export function useApiEdit(detail: ApiDetail): (change: Change, shown: Partial<ApiDetail>, words: string) => Promise<void> {
  const queries = useQueryClient();
  const id = detail.api.id;
  return async (change, shown, words) => {
    const queryKey = api.inventory.show.queryKey({ input: { id } });
    await queries.cancelQueries({ queryKey });
    const before = queries.getQueryData<ApiDetail>(queryKey);
    if (before) queries.setQueryData<ApiDetail>(queryKey, { ...before, ...shown });
    const isDone = await changeWithUndo(words, 'api', id, () => client.inventory.updateApi({ id, ...change }));
    if (!isDone && before) queries.setQueryData<ApiDetail>(queryKey, before);
  };
}
