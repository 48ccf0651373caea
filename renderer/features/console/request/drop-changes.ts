import { toast } from '../../../ui/toast.ts';
import { useConsoleStore } from '../console-store.ts';

/** Goes back to what is saved of a request, its checks too; Undo brings back what was written. */
export function dropChanges(savedRequestId: string): void {
  const { drafts, bases, checks, dropDraft, setDraft, setChecks } = useConsoleStore.getState();
  const draft = drafts[savedRequestId];
  const written = checks[savedRequestId] ?? null;
  dropDraft(savedRequestId);
  setChecks(savedRequestId, null);
  toast({
    words: 'It is what is saved again',
    undo: () => {
      if (draft) setDraft(savedRequestId, draft, bases[savedRequestId]);
      setChecks(savedRequestId, written);
    },
  });
}
