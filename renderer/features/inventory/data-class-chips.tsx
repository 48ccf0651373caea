import { Menu } from '@mantine/core';
import { dataClasses, type DataClass } from '../../../shared/contract/inventory.ts';
import { Chip } from '../../ui/chip.tsx';
import { EditedInPlace } from '../../ui/edited-in-place.tsx';

const meanings = {
  personal: 'names, addresses, mail, phone',
  card: 'card numbers or what stands for them',
  bank: 'bank accounts, payouts',
  health: 'anything about health',
  location: 'where somebody is',
  none: 'looked at: nothing to protect',
} as const satisfies Record<DataClass, string>;

interface DataClassChipsProps {
  readonly classes: readonly DataClass[];
  readonly onChoose: (classes: DataClass[]) => void;
}

/** What kind of data goes through, as chips that open the list to choose from. */
export function DataClassChips({ classes, onChoose }: DataClassChipsProps) {
  const toggle = (one: DataClass): void => {
    if (classes.includes(one)) onChoose(classes.filter((each) => each !== one));
    // "None" stands alone.
    else if (one === 'none') onChoose(['none']);
    else onChoose([...classes.filter((each) => each !== 'none'), one]);
  };
  return (
    <EditedInPlace>
      <Menu
        position="bottom-start"
        width={300}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        closeOnItemClick={false}
        classNames={{ item: 'inv-menu-item' }}
      >
        <Menu.Target>
          <button type="button" className="inv-inline" aria-label={`Data: ${classes.join(', ') || 'not said yet'}. Change`}>
            {classes.length === 0 ? (
              <span className="faint">not said yet</span>
            ) : (
              <span className="inv-list-inline">
                {classes.map((one) => (
                  <Chip key={one} tone={one === 'none' ? 'line' : 'neutral'}>
                    {one}
                  </Chip>
                ))}
              </span>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {dataClasses.map((one) => (
            <Menu.Item key={one} role="menuitemcheckbox" aria-checked={classes.includes(one)} onClick={() => toggle(one)}>
              <span className="inv-choice">
                <b>
                  {classes.includes(one) ? '✓ ' : ''}
                  {one}
                </b>
                <span className="faint">{meanings[one]}</span>
              </span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </EditedInPlace>
  );
}
