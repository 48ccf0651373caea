import { useQueryClient } from '@tanstack/react-query';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { api, client } from '../../app/client.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';
import { editAhead } from './edit-ahead.ts';

type Change = Omit<Parameters<typeof client.inventory.updateApi>[0], 'id'>;

/**
 * Edits an API in place: shown at once, put right by what the core says when it refuses, undone from the toast.
 *
 * `shown` is what the detail looks like after the change, as far as the screen needs it.
 */
export function useApiEdit(detail: ApiDetail): (change: Change, shown: Partial<ApiDetail>, words: string) => Promise<void> {
  const queries = useQueryClient();
  const id = detail.api.id;
  return async (change, shown, words) => {
    const queryKey = api.inventory.show.queryKey({ input: { id } });
    await editAhead<ApiDetail>(queries, queryKey, shown, () =>
      changeWithUndo(words, 'api', id, () => client.inventory.updateApi({ id, ...change })),
    );
  };
}
