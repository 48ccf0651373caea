import { useQuery } from '@tanstack/react-query';
import type { Settings } from '../../../shared/contract/settings.ts';
import { api, client } from '../../app/client.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { toast } from '../../ui/toast.ts';

/** Everything that is set for the workspace. */
export const useSettings = () => useQuery(api.settings.show.queryOptions({ input: {} }));

/** Sets a group, with Undo in the toast; says why when it is refused. Returns whether it was done. */
export async function saveSettings(words: string, next: Partial<Settings>, before: Settings): Promise<boolean> {
  const former = Object.fromEntries(Object.keys(next).map((name) => [name, before[name as keyof Settings]])) as Partial<Settings>;
  try {
    await client.settings.set(next);
  } catch (error) {
    sayFailed(error);
    return false;
  }
  toast({ words, undo: () => void client.settings.set(former) });
  return true;
}
