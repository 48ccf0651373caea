import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { api } from './client.ts';

/** The open workspace, or null when none is open. Not known until `showWorkspace` says it: what the core answers while it is still opening one is not the last word. */
export function useWorkspace(): UseQueryResult<WorkspaceInfo | null> {
  return useQuery(api.workspace.current.queryOptions({ input: {}, enabled: ({ state }) => state.data !== undefined }));
}

/** Why this workspace can be looked at and not be changed, by whoever sits here; null when it can be changed. */
export function lookOnlyReason({ isReadOnly, readOnlyReason, person }: WorkspaceInfo): string | null {
  if (isReadOnly) return readOnlyReason ?? '';
  return person.role === 'reader' ? 'You are a reader of this workspace. Its owner can change your role, in Settings, People.' : null;
}

/** Whether there is a workspace that can be looked at and not be changed. */
export function useLookOnly(): boolean {
  const { data } = useWorkspace();
  return data != null && lookOnlyReason(data) !== null;
}
