import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { WorkspaceInfo } from '../../../shared/contract/workspace.ts';
import { api } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { When } from '../../ui/when.tsx';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

/** The workspace's name and where it lives. */
export function WorkspaceSettings({ workspace }: { readonly workspace: WorkspaceInfo }): ReactElement {
  const [name, setName] = useState(workspace.name);
  const rename = useMutation(api.workspace.rename.mutationOptions());
  const trimmed = name.trim();
  const isChanged = trimmed !== '' && trimmed !== workspace.name;
  const save = (): void => {
    if (!isChanged) return;
    const before = workspace.name;
    const back = (): void => {
      setName(before);
      rename.mutate({ name: before });
    };
    rename.mutate({ name: trimmed }, { onSuccess: () => toast({ words: `Workspace is now called “${trimmed}”`, undo: back }) });
  };
  const copyFolder = async (): Promise<void> => {
    await shell.call('copyText', { text: workspace.folder });
    toast({ words: 'Folder copied' });
  };
  const { counts } = workspace;
  return (
    <SettingGroup
      isOwn
      title="Workspace"
      words="One database file in a folder. Take the folder along and you take everything, except secrets."
    >
      <form
        className={styles.nameForm}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          disabled={workspace.isReadOnly}
          error={trimmed === '' ? 'A workspace needs a name.' : null}
        />
        <Button type="submit" disabled={!isChanged} loading={rename.isPending}>
          Rename
        </Button>
      </form>
      {rename.error === null ? null : <FaultNote fault={rename.error} />}
      <Facts
        items={[
          [
            'Folder',
            <span key="folder" className={styles.folder}>
              <code>{workspace.folder}</code>
              <Button small kind="quiet" onClick={() => void copyFolder()}>
                Copy
              </Button>
            </span>,
          ],
          [
            'Holds',
            `${formatCount(counts.vendors)} vendors, ${formatCount(counts.apis)} APIs, ${formatCount(counts.endpoints)} endpoints, ${formatCount(counts.exchanges)} exchanges`,
          ],
          ['Size', formatBytes(workspace.sizeBytes)],
          ['Created', <When key="created" at={workspace.createdAt} precision="day" />],
          ['Secrets', workspace.keychain.words],
        ]}
      />
    </SettingGroup>
  );
}
