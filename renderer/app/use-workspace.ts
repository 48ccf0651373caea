import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { api } from './client.ts';

/** The open workspace, or null when none is open. */
export function useWorkspace(): UseQueryResult<WorkspaceInfo | null> {
  return useQuery(api.workspace.current.queryOptions({ input: {} }));
}
