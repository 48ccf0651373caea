import type { ReactElement } from 'react';
import { useApp } from '../../app/app-state.ts';
import { Facts } from '../../ui/facts.tsx';
import { SettingGroup } from './setting-group.tsx';

/** Versions, for a report. */
export function AboutSettings(): ReactElement | null {
  const start = useApp((state) => state.start);
  if (start === null) return null;
  return (
    <SettingGroup title="About" words="Quartermaster keeps every third-party API your team depends on under control, from one laptop.">
      <Facts
        items={[
          ['Quartermaster', start.version],
          ['Electron', start.electronVersion],
          ['System', start.platform],
        ]}
      />
    </SettingGroup>
  );
}
