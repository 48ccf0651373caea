import { beforeEach, describe, expect, it, vi } from 'vitest';

const info = { id: 'w1', folder: '/w', name: 'Team' };
const restore = vi.fn(async () => info);
vi.mock('./client.ts', () => ({
  api: {
    workspace: { current: { queryKey: () => [['workspace', 'current']] } },
    today: { show: { queryOptions: () => ({ queryKey: [['today', 'show']], queryFn: () => 'now' }) } },
    inventory: { summary: { queryOptions: () => ({ queryKey: [['inventory', 'summary']], queryFn: () => 'now' }) } },
  },
  client: { workspace: { restore } },
}));
vi.mock('./shell-bridge.ts', () => ({ shell: {} }));
vi.mock('../ui/toast.ts', () => ({ toast: () => undefined }));

const { restoreBackup, showWorkspace } = await import('./workspace-actions.ts');
const { queryClient } = await import('./query-client.ts');
const run = [['flows', 'run'], { id: 'r1' }];
const cached = (): unknown => queryClient.getQueryData(run);

beforeEach(() => {
  queryClient.clear();
  showWorkspace(info as never);
  queryClient.setQueryData(run, 'as it was');
});

describe('the cache of what the core said', () => {
  it('is kept while the same workspace stays, to be shown until it is read again', () => {
    showWorkspace(info as never);
    expect(cached()).toBe('as it was');
  });

  it('forgets what was before a backup was restored: nobody acts on it', async () => {
    await restoreBackup('/w', '/w/backups/1');
    expect(cached()).toBeUndefined();
  });
});
