import { sayFailed } from './say-failed.ts';
import { toast } from './toast.ts';

/**
 * Does something at the core and says how it went: `done` in passing when it went well, what happened and what to do when
 * it did not. True when it went well.
 */
export async function attempt(work: Promise<unknown> | (() => Promise<unknown>), done?: string, undo?: () => void): Promise<boolean> {
  try {
    await (typeof work === 'function' ? work() : work);
    if (done !== undefined) toast({ words: done, state: 'holds', ...(undo ? { undo } : {}) });
    return true;
  } catch (error) {
    sayFailed(error);
    return false;
  }
}
