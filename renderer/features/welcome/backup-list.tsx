import type { ReactElement } from 'react';
import type { BackupInfo } from '../../../shared/contract/workspace.ts';
import { restoreBackup } from '../../app/workspace-actions.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { formatBytes, formatInstant } from '../../ui/format.ts';
import { When } from '../../ui/when.tsx';
import styles from './welcome.module.css';

/** Backups of a workspace that does not open; newest first, the newest that passed its check is the one to take. */
export function BackupList({ folder, backups }: { readonly folder: string; readonly backups: readonly BackupInfo[] }): ReactElement {
  if (backups.length === 0)
    return (
      <p className="muted">There is no backup in this folder. Keep the file as it is: it may still be read with SQLite’s own tools.</p>
    );
  const best = backups.find((backup) => backup.isVerified);
  const restore = async (backup: BackupInfo): Promise<void> => {
    const isSure = await confirm({
      title: 'Restore this backup?',
      consequence: `The workspace becomes what it was on ${formatInstant(backup.takenAt)}. The damaged file is kept beside it under another name.`,
      action: 'Restore backup',
    });
    if (isSure) await restoreBackup(folder, backup.file);
  };
  return (
    <>
      <h2 className={styles.backupHead}>Its backups</h2>
      <ul>
        {backups.map((backup) => (
          <li key={backup.file} className={styles.backupLine}>
            <span>
              <When at={backup.takenAt} />
            </span>
            <span className="muted">
              {backup.reason}, {formatBytes(backup.sizeBytes)}
              {backup.isVerified ? ', passed its check' : ', did not pass its check'}
            </span>
            <Button small kind={backup === best ? 'primary' : 'default'} onClick={() => void restore(backup)}>
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
