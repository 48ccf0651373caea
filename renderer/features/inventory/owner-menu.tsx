import { Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { useInventoryStore } from './inventory-store.ts';

/** Stands for an API that nobody owns. */
export const nobody = 'nobody';

/** Whose APIs the list shows. */
export function OwnerMenu(): ReactElement {
  const { owner, setOwner } = useInventoryStore();
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false} classNames={{ item: 'inv-menu-item' }}>
      <Menu.Target>
        <Button small kind="quiet" icon={<IconFilter size={14} stroke={1.6} aria-hidden="true" />}>
          Owner: {owner ?? 'anyone'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => setOwner(null)}>Anyone</Menu.Item>
        <Menu.Item onClick={() => setOwner(nobody)}>Nobody</Menu.Item>
        {(people.data ?? []).map((person) => (
          <Menu.Item key={person.id} onClick={() => setOwner(person.name)}>
            {person.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
