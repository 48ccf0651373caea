import type { ReactElement } from 'react';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { Loading } from '../ui/loading.tsx';
import { ReadOnly } from '../ui/read-only.ts';
import { Banners } from './banners.tsx';
import { DropZone } from './drop-zone.tsx';
import { ImportHost } from './import-host.tsx';
import { TransferHost } from './transfer-host.tsx';
import { PageHost } from './page-host.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { Titlebar } from './titlebar.tsx';
import { lookOnlyReason } from './use-workspace.ts';

/** A window with a workspace in it: title bar, rail, page. Null: it is being opened, and its frame stands already. */
export function Shell({ workspace }: { readonly workspace: WorkspaceInfo | null }): ReactElement {
  const isLookOnly = workspace !== null && lookOnlyReason(workspace) !== null;
  return (
    <ReadOnly value={isLookOnly}>
      <div className={styles.window}>
        <Titlebar workspace={workspace} />
        <Rail isOpen={workspace !== null} />
        <div className={styles.place}>
          {workspace === null ? null : <Banners workspace={workspace} />}
          <main id="page" className={styles.page} tabIndex={-1}>
            {workspace === null ? <Loading /> : <PageHost />}
          </main>
        </div>
        {workspace === null ? null : <DropZone />}
        {workspace === null || isLookOnly ? null : (
          <>
            <ImportHost />
            <TransferHost />
          </>
        )}
      </div>
    </ReadOnly>
  );
}
