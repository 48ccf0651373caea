import { Menu } from '@mantine/core';
import { IconFolderOpen, IconPlus, IconSelector, IconSettings, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { useApp } from './app-state.ts';
import { api } from './client.ts';
import { go } from './navigate.ts';
import styles from './shell.module.css';
import { chooseAndOpen, closeWorkspace, openRecent } from './workspace-actions.ts';

export const logo = (
  <span className={styles.logo} aria-hidden="true">
    Q
  </span>
);

/** How many recent workspaces the menu offers. */
const mostRecent = 6;

/** The workspace's name; opens the way to the others. */
export function WorkspaceMenu({ workspace }: { readonly workspace: WorkspaceInfo }): ReactElement {
  const { data: recent } = useQuery(api.workspace.recent.queryOptions({ input: {} }));
  const others = (recent ?? []).filter((one) => one.folder !== workspace.folder && one.exists).slice(0, mostRecent);
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <button type="button" className={styles.workspace} title={workspace.folder}>
          {logo}
          <span className="ellipsis">{workspace.name}</span>
          <IconSelector stroke={1.6} aria-label="Workspaces" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.length === 0 ? null : (
          <>
            <Menu.Label>Recent</Menu.Label>
            {others.map((one) => (
              <Menu.Item key={one.folder} title={one.folder} onClick={() => void openRecent(one.folder)}>
                {one.name}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconFolderOpen stroke={1.6} />} onClick={() => void chooseAndOpen()}>
          Open another…
        </Menu.Item>
        <Menu.Item leftSection={<IconPlus stroke={1.6} />} onClick={() => useApp.setState({ isCreateOpen: true })}>
          Create a workspace…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings stroke={1.6} />} onClick={() => go({ place: 'settings' })}>
          Workspace settings
        </Menu.Item>
        <Menu.Item leftSection={<IconX stroke={1.6} />} onClick={() => void closeWorkspace()}>
          Close “{workspace.name}”
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
