import { Menu } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { keptDraft } from '../../../../shared/contract/console.ts';
import type { ApiRow } from '../../../../shared/contract/inventory.ts';
import { focusWhenThere } from '../../../app/focus-when-there.ts';
import { go } from '../../../app/navigate.ts';
import { useTransferRequest } from '../../../app/open-transfer.ts';
import { Button } from '../../../ui/button.tsx';
import { useConsoleStore } from '../console-store.ts';
import { apiTitle } from '../endpoint-rows.ts';

/** Begins a request that no endpoint describes, for one of the APIs. */
export function NewRequest({
  apis,
  kind = 'quiet',
}: {
  readonly apis: readonly ApiRow[];
  readonly kind?: 'quiet' | 'default';
}): ReactElement {
  const begin = (apiId: string): void => {
    const key = `free-${crypto.randomUUID()}`;
    useConsoleStore.getState().setFree(key, { apiId, environmentId: null, draft: keptDraft.parse({ method: 'GET', path: '/' }) });
    go({ place: 'console', kind: 'free', id: key });
    // Where one writes next.
    focusWhenThere(() => document.querySelector<HTMLElement>('.con-url-input'));
  };
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <Button kind={kind} icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />}>
          New request
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        <Menu.Item leftSection={<IconFileImport size={16} stroke={1.6} />} onClick={() => useTransferRequest.getState().ask()}>
          Import requests…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>A request to</Menu.Label>
        {apis.map((api) => (
          <Menu.Item key={api.id} onClick={() => begin(api.id)}>
            {apiTitle(api)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
