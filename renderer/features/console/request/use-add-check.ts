import { skipToken, useQuery } from '@tanstack/react-query';
import type { Check } from '../../../../shared/domain/flows/flow-spec.ts';
import { api } from '../../../app/client.ts';
import { useDoor } from '../../../app/navigate.ts';
import { useReadOnly } from '../../../ui/read-only.ts';
import { useConsoleStore } from '../console-store.ts';

/** The saved request that is open, if one is: checks belong to it and not to a draft. */
export function useOpenSavedId(): string | null {
  const { kind, id } = useDoor();
  return kind === 'savedRequest' && id !== undefined ? id : null;
}

/** The checks that are kept for the open saved request; none are read without one. */
export function useKeptChecks(id: string | null) {
  return useQuery(api.flows.requestChecks.queryOptions({ input: id === null ? skipToken : { savedRequestId: id } }));
}

/** How a check is written for the open saved request and shown; null where there is none, or it may only be looked at. */
export function useAddCheck(): ((check: Check) => void) | null {
  const id = useOpenSavedId();
  const kept = useKeptChecks(id);
  if (useReadOnly() || id === null || kept.data === undefined) return null;
  const { data } = kept;
  return (check) => {
    const store = useConsoleStore.getState();
    store.setChecks(id, [...(store.checks[id] ?? data), check]);
    store.setEditorTab('checks');
  };
}
