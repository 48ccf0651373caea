import { skipToken, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../../app/client.ts';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SaveDialog } from '../request/save-dialog.tsx';
import { AttachDialog } from './attach-dialog.tsx';
import { BundleDialog } from './bundle-dialog.tsx';
import { useHistoryTask } from './history-tasks.ts';

/** The dialog of what was begun with exchanges of the history. */
export function HistoryDialogs(): ReactElement | null {
  const task = useHistoryTask((state) => state.task);
  const end = useHistoryTask((state) => state.end);
  if (task === null) return null;
  if (task.kind === 'bundle') return <BundleDialog ids={task.ids} onClose={end} />;
  if (task.kind === 'attach') return <AttachDialog ids={task.ids} onClose={end} />;
  return <SaveExchange id={task.ids[0] ?? ''} onClose={end} />;
}

/** Keeps what an exchange sent as a request with a name. */
function SaveExchange({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactElement | null {
  const made = useQuery(api.console.replay.queryOptions({ input: { id }, retry: false }));
  const draft = made.data?.draft;
  const isFree = draft !== undefined && draft.endpointId === null;
  const form = useQuery(api.console.form.queryOptions({ input: draft?.endpointId == null ? skipToken : { endpointId: draft.endpointId } }));
  const free = useQuery(
    api.console.freeForm.queryOptions({
      input: draft !== undefined && isFree && made.data ? { apiId: made.data.apiId, method: draft.method, path: draft.path } : skipToken,
    }),
  );
  const error = made.error ?? form.error ?? free.error;
  if (error)
    return (
      <Dialog title="Save this request" opened onClose={onClose} cancelWords="Close">
        <FaultNote fault={error} />
      </Dialog>
    );
  const found = form.data ?? free.data;
  if (!draft || !found) return null;
  return <SaveDialog form={found} request={draft} suggestedName={found.summary || `${draft.method} ${draft.path}`} onClose={onClose} />;
}
