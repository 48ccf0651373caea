import type { ReactElement } from 'react';
import { useWorkspace } from '../../app/use-workspace.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { AboutSettings } from './about-settings.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { HealthSettings } from './health-settings.tsx';
import { LookSettings } from './look-settings.tsx';
import { PeopleSettings } from './people-settings.tsx';
import styles from './settings.module.css';
import { WorkspaceSettings } from './workspace-settings.tsx';

/** How the app looks, where the workspace lives, and whether this computer is well. */
export default function SettingsPage(): ReactElement | null {
  const { data: workspace } = useWorkspace();
  if (workspace == null) return null;
  return (
    <>
      <PageHeader title="Settings" sub={`${workspace.person.name} · ${workspace.person.role} of ${workspace.name}`} />
      <div className={styles.scroll}>
        <div className={styles.groups}>
          <LookSettings />
          <WorkspaceSettings workspace={workspace} />
          <BackupSettings workspace={workspace} />
          <HealthSettings />
          <PeopleSettings />
          <AboutSettings />
        </div>
      </div>
    </>
  );
}
