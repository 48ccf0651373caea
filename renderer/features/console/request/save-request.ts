import { useState } from 'react';
import type { OpenedRequest, RequestDraft, RequestForm } from '../../../../shared/contract/console.ts';
import { api, client } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { go } from '../../../app/navigate.ts';
import { queryClient } from '../../../app/query-client.ts';
import { toast } from '../../../ui/toast.ts';
import { offerUndo } from '../../../ui/undo-last.ts';
import { useConsoleStore } from '../console-store.ts';
import { keptOf } from './draft.ts';

/** Whether the editor differs from what is saved. */
export function isChanged(saved: OpenedRequest, request: RequestDraft): boolean {
  return (
    saved.environmentId !== request.environmentId || JSON.stringify(saved.draft) !== JSON.stringify({ ...saved.draft, ...keptOf(request) })
  );
}

/** Saves what stands in the editor into the saved request that it is open on. */
export async function updateSaved(saved: OpenedRequest, request: RequestDraft): Promise<void> {
  const baseVersion = useConsoleStore.getState().bases[saved.id] ?? saved.version;
  try {
    const now = await client.console.updateSaved({
      id: saved.id,
      draft: keptOf(request),
      environmentId: request.environmentId,
      baseVersion,
    });
    // What is typed from here on began from this, also before it is read again.
    queryClient.setQueryData(api.console.savedRequest.queryKey({ input: { id: saved.id } }), now);
    useConsoleStore.getState().dropDraft(saved.id);
    offerUndo(`“${saved.name}” saved`, 'savedRequest', saved.id);
  } catch (error) {
    const { happened, remedy } = asFault(error).data;
    toast({ words: `${happened} ${remedy}`, state: 'broken' });
  }
}

export interface SaveState {
  readonly fault: unknown;
  readonly isSaving: boolean;
  readonly save: (name: string, folder: string) => Promise<void>;
}

/** Saves a request under a new name and opens it. */
export function useSaveAs(form: RequestForm, request: RequestDraft, onSaved: () => void): SaveState {
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (name: string, folder: string): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      const saved = await client.console.saveRequest({
        name,
        folder,
        apiId: form.apiId,
        endpointId: form.endpointId,
        environmentId: request.environmentId,
        draft: keptOf(request),
      });
      useConsoleStore.getState().setMode('saved');
      go({ place: 'console', kind: 'savedRequest', id: saved.id });
      offerUndo(`“${saved.name}” saved`, 'savedRequest', saved.id);
      onSaved();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };
  return { fault, isSaving, save };
}
