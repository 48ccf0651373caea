import type { Check } from '../../../../shared/domain/flows/flow-spec.ts';
import { api, client } from '../../../app/client.ts';
import { queryClient } from '../../../app/query-client.ts';
import { changeWithUndo } from '../../../ui/undo-last.ts';
import { useConsoleStore } from '../console-store.ts';

/** On their way, by saved request: whoever sends right after keeping waits for the same. */
const running = new Map<string, Promise<boolean>>();

/** Keeps the checks that were written for a saved request, if any. Returns false when they could not be kept; why is said. */
export async function keepChecks(savedRequestId: string): Promise<boolean> {
  const before = await running.get(savedRequestId);
  const written = useConsoleStore.getState().checks[savedRequestId];
  if (written === undefined) return true;
  if (before === false) return false;
  const now = keep(savedRequestId, written).finally(() => running.delete(savedRequestId));
  running.set(savedRequestId, now);
  return now;
}

async function keep(savedRequestId: string, written: readonly Check[]): Promise<boolean> {
  const checks: Check[] = [...written];
  const isKept = await changeWithUndo('Checks kept', 'requestChecks', savedRequestId, () =>
    client.flows.keepRequestChecks({ savedRequestId, checks }),
  );
  if (!isKept) return false;
  queryClient.setQueryData(api.flows.requestChecks.queryKey({ input: { savedRequestId } }), checks);
  const now = useConsoleStore.getState();
  // What was written while they were on their way stays to be kept.
  if (now.checks[savedRequestId] === written) now.setChecks(savedRequestId, null);
  return true;
}
