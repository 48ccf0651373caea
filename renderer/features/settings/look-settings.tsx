import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { chooseTheme, useTheme } from '../../app/theme.ts';
import { useDensity } from '../../ui/density.ts';
import { Segments } from '../../ui/segments.tsx';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

const icon = { stroke: 1.6, 'aria-hidden': true } as const;

/** Theme and density; on this computer only. */
export function LookSettings(): ReactElement {
  const choice = useTheme((state) => state.choice);
  const { density, setDensity } = useDensity();
  return (
    <SettingGroup isOwn title="Look" words="On this computer, for every workspace.">
      <div className={styles.row}>
        <span className={styles.label}>Theme</span>
        <Segments
          label="Theme"
          value={choice}
          onChange={(theme) => void chooseTheme(theme)}
          items={[
            { value: 'light', label: 'Light', icon: <IconSun {...icon} /> },
            { value: 'dark', label: 'Dark', icon: <IconMoon {...icon} /> },
            { value: 'system', label: 'As the system', icon: <IconDeviceDesktop {...icon} /> },
          ]}
        />
      </div>
      <div className={styles.row}>
        <span className={styles.label}>Rows</span>
        <Segments
          label="Rows"
          value={density}
          onChange={setDensity}
          items={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
        />
      </div>
    </SettingGroup>
  );
}
