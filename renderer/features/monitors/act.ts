import { sayFailed } from '../../ui/say-failed.ts';
import { toast } from '../../ui/toast.ts';

/** Does something at the core and says how it went; true when it went well. */
export async function act(work: Promise<unknown>, words: string, undo?: () => void): Promise<boolean> {
  try {
    await work;
    toast({ words, ...(undo ? { undo } : {}) });
    return true;
  } catch (error) {
    sayFailed(error);
    return false;
  }
}
