import { Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/segments.tsx';
import styles from './activity.module.css';

export type Days = '1' | '7' | 'all';

interface ActivityFiltersProps {
  readonly actors: readonly string[];
  readonly actor: string | null;
  readonly onActor: (actor: string | null) => void;
  readonly days: Days;
  readonly onDays: (days: Days) => void;
}

/** Whose changes, and how far back. */
export function ActivityFilters({ actors, actor, onActor, days, onDays }: ActivityFiltersProps): ReactElement {
  return (
    <>
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false} classNames={{ item: styles.item }}>
        <Menu.Target>
          <Button small kind="quiet" icon={<IconFilter size={14} stroke={1.6} aria-hidden="true" />}>
            Who: {actor ?? 'anyone'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onActor(null)}>Anyone</Menu.Item>
          {actors.map((one) => (
            <Menu.Item key={one} onClick={() => onActor(one)}>
              {one}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Segments<Days>
        label="How far back"
        value={days}
        onChange={onDays}
        items={[
          { value: '1', label: '24 h' },
          { value: '7', label: '7 days' },
          { value: 'all', label: 'All' },
        ]}
      />
    </>
  );
}
