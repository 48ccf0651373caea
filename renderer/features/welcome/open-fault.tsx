import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Fault } from '../../../shared/contract/errors.ts';
import { api } from '../../app/client.ts';
import { openFolder } from '../../app/workspace-actions.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { BackupList } from './backup-list.tsx';
import styles from './welcome.module.css';

/** Why a workspace was not opened and what to do; for a damaged one its backups, never a delete. */
export function OpenFault({ folder, fault }: { readonly folder: string; readonly fault: Fault }): ReactElement {
  const isDamaged = fault.code === 'workspace_damaged' || fault.code === 'migration_changed';
  const backups = useQuery(api.workspace.backups.queryOptions({ input: { folder }, enabled: isDamaged }));
  return (
    <section className={styles.fault} aria-label="Why the workspace is not open">
      <FaultNote fault={fault} onRetry={() => void openFolder(folder)} />
      <p className={styles.faultFolder}>{folder}</p>
      {isDamaged && backups.data !== undefined ? <BackupList folder={folder} backups={backups.data} /> : null}
    </section>
  );
}
