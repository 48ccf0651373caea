import { IconSearch } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { Kbd } from '../ui/kbd.tsx';
import { Mark, type StandingState } from '../ui/mark.tsx';
import { useApp, type CoreState } from './app-state.ts';
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

/** What is true of the workspace at this moment. Monitors will say here whether they are looking. */
function Observer({ workspace }: { readonly workspace: WorkspaceInfo | null }): ReactElement {
  const core = useApp((state) => state.core);
  const [state, words, why] = standingOf(core, workspace);
  return (
    <span className={styles.observer} role="status" title={why}>
      <Mark state={state} />
      <span className="ellipsis">{words}</span>
    </span>
  );
}

function standingOf(core: CoreState, workspace: WorkspaceInfo | null): readonly [StandingState, string, string | undefined] {
  if (core === 'starting' || (core === 'up' && workspace === null)) return ['no data', 'Opening…', undefined];
  if (core !== 'up' || workspace === null) return ['soon', 'Reconnecting…', undefined];
  if (workspace.isReadOnly) return ['soon', 'Read-only', workspace.readOnlyReason ?? undefined];
  return ['holds', 'Saved on this computer', workspace.folder];
}
