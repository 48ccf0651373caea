import type { ReactElement } from 'react';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { Banners } from './banners.tsx';
import { DropZone } from './drop-zone.tsx';
import { ImportHost } from './import-host.tsx';
import { PageHost } from './page-host.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { Titlebar } from './titlebar.tsx';

/** A window with a workspace in it: title bar, rail, page. */
export function Shell({ workspace }: { readonly workspace: WorkspaceInfo }): ReactElement {
  return (
    <div className={styles.window}>
      <Titlebar workspace={workspace} />
      <Rail />
      <div className={styles.place}>
        <Banners workspace={workspace} />
        <main id="page" className={styles.page} tabIndex={-1}>
          <PageHost />
        </main>
      </div>
      <DropZone />
      <ImportHost />
    </div>
  );
}
