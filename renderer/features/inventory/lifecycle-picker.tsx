import { Menu } from '@mantine/core';
import { lifecycles, type Lifecycle } from '../../../shared/contract/inventory.ts';

const meanings = {
  planned: 'not in use yet',
  trial: 'being tried out',
  active: 'in use, no end announced',
  deprecated: 'the vendor advises against it',
  'phased out': 'an end is announced, without a date',
  'sunset scheduled': 'the end has a date',
  retired: 'no longer in use',
} as const satisfies Record<Lifecycle, string>;

interface LifecyclePickerProps {
  readonly lifecycle: Lifecycle;
  readonly onChoose: (lifecycle: Lifecycle) => void;
}

/** Where an API is in its life, which opens the list with what each means. */
export function LifecyclePicker({ lifecycle, onChoose }: LifecyclePickerProps) {
  return (
    <Menu
      position="bottom-start"
      width={300}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ item: 'inv-menu-item' }}
    >
      <Menu.Target>
        <button type="button" className="inv-inline" aria-label={`Lifecycle: ${lifecycle}. Change`}>
          {lifecycle}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {lifecycles.map((one) => (
          <Menu.Item key={one} onClick={() => one !== lifecycle && onChoose(one)}>
            <span className="inv-choice">
              <b>{one}</b>
              <span className="faint">{meanings[one]}</span>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
