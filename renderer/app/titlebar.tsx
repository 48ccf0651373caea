import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ObserverState } from '../../shared/contract/monitors.ts';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { Kbd } from '../ui/kbd.tsx';
import { Mark, type StandingState } from '../ui/mark.tsx';
import { useApp, type CoreState } from './app-state.ts';
import { api } from './client.ts';
import { JobsLine } from './jobs-line.tsx';
import { usePalette } from './palette.ts';
import styles from './shell.module.css';
import { logo, WorkspaceMenu } from './workspace-menu.tsx';

/** The top of the window: which workspace, the way to everything, and how the workspace stands. */
export function Titlebar({ workspace }: { readonly workspace: WorkspaceInfo | null }): ReactElement {
  const openPalette = usePalette((state) => state.open);
  return (
    <header className={styles.titlebar}>
      {workspace === null ? <div className={styles.workspace}>{logo}</div> : <WorkspaceMenu workspace={workspace} />}
      <button type="button" className={styles.search} onClick={openPalette}>
        <IconSearch size={16} stroke={1.6} aria-hidden="true" />
        Search or do anything
        <Kbd keys="mod+k" />
      </button>
      <div className={styles.right}>
        {workspace === null ? null : <JobsLine />}
        <Observer workspace={workspace} />
      </div>
    </header>
  );
}

/** What is true of the workspace at this moment; with something to watch, whether this computer is looking. */
function Observer({ workspace }: { readonly workspace: WorkspaceInfo | null }): ReactElement {
  const core = useApp((state) => state.core);
  const observer = useQuery({
    ...api.monitors.observer.queryOptions({ input: {} }),
    enabled: core === 'up' && workspace !== null && !workspace.isReadOnly,
  });
  const [state, words, why] = standingOf(core, workspace, observer.data ?? null);
  return (
    <span className={styles.observer} role="status" title={why}>
      <Mark state={state} />
      <span className="ellipsis">{words}</span>
    </span>
  );
}

function standingOf(
  core: CoreState,
  workspace: WorkspaceInfo | null,
  observer: ObserverState | null,
): readonly [StandingState, string, string | undefined] {
  if (core === 'starting' || (core === 'up' && workspace === null)) return ['no data', 'Opening…', undefined];
  if (core !== 'up' || workspace === null) return ['soon', 'Reconnecting…', undefined];
  if (workspace.isReadOnly) return ['soon', 'Read-only', workspace.readOnlyReason ?? undefined];
  if (observer !== null && observer.state !== 'nothing') {
    return [observer.state === 'observing' ? 'holds' : 'no data', observer.words, observer.why];
  }
  return ['holds', 'Saved on this computer', workspace.folder];
}
