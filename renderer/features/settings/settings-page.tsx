import type { ReactElement } from 'react';
import { useWorkspace } from '../../app/use-workspace.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { useCurrentAnswer } from '../../ui/current-answer.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { AboutSettings } from './about-settings.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { HealthSettings } from './health-settings.tsx';
import { LookSettings } from './look-settings.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { NoticeSettings } from './notice-settings.tsx';
import { PeopleSettings } from './people-settings.tsx';
import { RetentionSettings } from './retention-settings.tsx';
import { SettingsNav } from './settings-nav.tsx';
import styles from './settings.module.css';
import { CertificateSettings } from './certificate-settings.tsx';
import { TrustSettings } from './trust-settings.tsx';
import { useSettings } from './use-settings.ts';
import { WorkspaceSettings } from './workspace-settings.tsx';

/** How the app looks, who works with it, what is kept, how calls leave, and whether this computer is well. */
export default function SettingsPage(): ReactElement | null {
  const { data: workspace } = useWorkspace();
  const settings = useSettings();
  const state = useCurrentAnswer(settings);
  if (workspace == null) return null;
  return (
    <>
      <PageHeader title="Settings" sub={`${workspace.person.name} · ${workspace.person.role} of ${workspace.name}`} />
      <div className={styles.page}>
        <SettingsNav isReady={state !== undefined} />
        <div className={styles.scroll}>
          <div className={styles.groups}>
            <LookSettings />
            <WorkspaceSettings workspace={workspace} />
            <PeopleSettings selfId={workspace.person.id} />
            {settings.error === null ? null : <FaultNote fault={settings.error} onRetry={() => void settings.refetch()} />}
            {state && <NoticeSettings state={state} />}
            {state && <RetentionSettings state={state} />}
            <BackupSettings workspace={workspace} state={state ?? null} />
            {state && <NetworkSettings state={state} />}
            {state && <TrustSettings authorities={state.authorities} />}
            <CertificateSettings />
            <HealthSettings />
            <AboutSettings />
          </div>
        </div>
      </div>
    </>
  );
}
