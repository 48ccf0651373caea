import { asFault } from '../app/fault-of.ts';
import { toast } from './toast.ts';

/** Says in passing what did not work and what to do. */
export function sayFailed(error: unknown): void {
  const { happened, remedy } = asFault(error).data;
  toast({ words: `${happened} ${remedy}`, state: 'broken' });
}
