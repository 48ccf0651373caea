import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { api } from './client.ts';

/** The open workspace, or null when none is open. Not known until `showWorkspace` says it: what the core answers while it is still opening one is not the last word. */
export function useWorkspace(): UseQueryResult<WorkspaceInfo | null> {
  return useQuery(api.workspace.current.queryOptions({ input: {}, enabled: ({ state }) => state.data !== undefined }));
}
