import { Menu } from '@mantine/core';
import { criticalities } from '../../../shared/contract/inventory.ts';
import type { ApiRow } from '../../../shared/contract/inventory.ts';
import { CriticalityBars } from './criticality-bars.tsx';

type Criticality = ApiRow['criticality'];

const meanings = {
  high: 'the business stops without it',
  medium: 'work goes on, slower or by hand',
  low: 'nobody notices for a day',
} as const satisfies Record<Criticality, string>;

interface CriticalityPickerProps {
  readonly criticality: Criticality;
  readonly onChoose: (criticality: Criticality) => void;
}

/** The criticality, which opens the three to choose from with what each means. */
export function CriticalityPicker({ criticality, onChoose }: CriticalityPickerProps) {
  return (
    <Menu
      position="bottom-start"
      width={300}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ item: 'inv-menu-item' }}
    >
      <Menu.Target>
        <button type="button" className="inv-inline" aria-label={`Criticality: ${criticality}. Change`}>
          <CriticalityBars criticality={criticality} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {criticalities.map((one) => (
          <Menu.Item key={one} onClick={() => one !== criticality && onChoose(one)}>
            <span className="inv-choice">
              <CriticalityBars criticality={one} />
              <span className="faint">{meanings[one]}</span>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
