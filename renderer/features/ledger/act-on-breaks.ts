import type { BreakChoice } from '../../../shared/contract/ledger.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { client } from '../../app/client.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { toast } from '../../ui/toast.ts';
import { undoLast } from '../../ui/undo-last.ts';

/** Runs an action on breaks and says what it did, with Undo where one break was meant. Returns whether it was done. */
async function act(words: (changed: number) => string, choice: BreakChoice, change: () => Promise<{ changed: number }>): Promise<boolean> {
  try {
    const { changed } = await change();
    const [only, ...others] = 'ids' in choice ? choice.ids : [];
    const canUndo = only !== undefined && others.length === 0;
    toast({ words: words(changed), ...(canUndo ? { undo: () => void undoLast('break', only) } : {}) });
    return true;
  } catch (error) {
    sayFailed(error);
    return false;
  }
}

const counted = (changed: number): string => (changed === 1 ? 'Break' : `${grouped(changed)} breaks`);

export const assign = (choice: BreakChoice, owner: { readonly id: string; readonly name: string } | null): Promise<boolean> =>
  act(
    (changed) => (owner === null ? `${counted(changed)} without an owner now` : `${counted(changed)} given to ${owner.name}`),
    choice,
    () => client.ledger.assign({ choice, ownerId: owner?.id ?? null }),
  );

export const explain = (choice: BreakChoice, until: number, reason: string, untilWords: string): Promise<boolean> =>
  act(
    (changed) => `${counted(changed)} explained until ${untilWords}`,
    choice,
    () => client.ledger.explain({ choice, until, reason }),
  );

export const setState = (choice: BreakChoice, state: 'open' | 'investigating' | 'fix_pending'): Promise<boolean> =>
  act(
    (changed) =>
      state === 'fix_pending' ? `${counted(changed)} marked as fixed; a later run has to agree` : `${counted(changed)} now ${state}`,
    choice,
    () => client.ledger.setState({ choice, state }),
  );

export async function addNote(id: string, text: string): Promise<boolean> {
  try {
    await client.ledger.note({ id, text });
    return true;
  } catch (error) {
    sayFailed(error);
    return false;
  }
}
