import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { SettingsState } from '../../../shared/contract/settings.ts';
import type { BackupInfo, WorkspaceInfo } from '../../../shared/contract/workspace.ts';
import { api } from '../../app/client.ts';
import { restoreBackup } from '../../app/workspace-actions.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatBytes, formatInstant } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { toast } from '../../ui/toast.ts';
import { When } from '../../ui/when.tsx';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';
import { saveSettings } from './use-settings.ts';

/** Backups of this workspace, with the way to make one and the way back to one. */
export function BackupSettings({
  workspace,
  state,
}: {
  readonly workspace: WorkspaceInfo;
  readonly state: SettingsState | null;
}): ReactElement {
  const cache = useQueryClient();
  const backups = useQuery(api.workspace.backups.queryOptions({ input: { folder: workspace.folder } }));
  const backup = useMutation({
    ...api.workspace.backup.mutationOptions(),
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: api.workspace.backups.key() });
      toast(
        made.isVerified
          ? { words: 'Backup made and checked', state: 'holds' }
          : { words: 'Backup made, but it did not pass its check. Try again.', state: 'broken' },
      );
    },
  });
  const restore = async (one: BackupInfo): Promise<void> => {
    const isSure = await confirm({
      title: 'Restore this backup?',
      consequence: `The workspace becomes what it was on ${formatInstant(one.takenAt)}. What it is now is kept beside it under another name.`,
      action: 'Restore backup',
      danger: true,
    });
    if (isSure) await restoreBackup(workspace.folder, one.file);
  };
  return (
    <SettingGroup
      title="Backups"
      words="Copies of the file, each opened and checked when it is made. Before every change of its structure one is made by itself."
    >
      {state && <BackupRule key={JSON.stringify(state.settings.backups)} state={state} />}
      <div>
        <Button loading={backup.isPending} onClick={() => backup.mutate({})}>
          Back up now
        </Button>
      </div>
      {backup.error === null ? null : <FaultNote fault={backup.error} />}
      {backups.error === null ? null : <FaultNote fault={backups.error} onRetry={() => void backups.refetch()} />}
      {backups.data?.length === 0 ? <p className="muted">There is no backup yet.</p> : null}
      <ul className={styles.list}>
        {(backups.data ?? []).map((one) => (
          <li key={one.file} className={styles.backup}>
            <Mark state={one.isVerified ? 'holds' : 'broken'} />
            <When at={one.takenAt} />
            <span className="muted" title={one.file}>
              {one.reason}, {formatBytes(one.sizeBytes)}, {one.isVerified ? 'passed its check' : 'did not pass its check'}
            </span>
            <Button small kind="quiet" onClick={() => void restore(one)}>
              Restore…
            </Button>
          </li>
        ))}
      </ul>
    </SettingGroup>
  );
}

/** Whether one is made every day, and how many are kept. */
function BackupRule({ state }: { readonly state: SettingsState }): ReactElement {
  const { isDaily, keep } = state.settings.backups;
  const [count, setCount] = useState<number | null>(keep);
  return (
    <>
      <div className={styles.row}>
        <Segments
          label="By itself"
          value={isDaily ? 'daily' : 'never'}
          onChange={(next) =>
            void saveSettings(
              next === 'daily' ? 'A backup every day' : 'No backup by itself',
              { backups: { isDaily: next === 'daily', keep } },
              state.settings,
            )
          }
          items={[
            { value: 'daily', label: 'Every day' },
            { value: 'never', label: 'By hand only' },
          ]}
        />
      </div>
      <form
        className={styles.nameForm}
        onSubmit={(event) => {
          event.preventDefault();
          if (count !== null) void saveSettings(`${count} backups are kept`, { backups: { isDaily, keep: count } }, state.settings);
        }}
      >
        <NumberField label="Keep" value={count} onChange={setCount} min={3} max={200} suffix=" backups" reason="The oldest go first." />
        <Button type="submit" disabled={count === null || count === keep}>
          Set number
        </Button>
      </form>
    </>
  );
}
