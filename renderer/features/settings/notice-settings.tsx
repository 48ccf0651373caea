import { useState, type ReactElement } from 'react';
import type { SettingsState } from '../../../shared/contract/settings.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';
import { saveSettings } from './use-settings.ts';

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }));

/** When nobody is disturbed, and by what pace the start of work is counted. */
export function NoticeSettings({ state }: { readonly state: SettingsState }): ReactElement {
  const { quietHours, work } = state.settings;
  const [capacity, setCapacity] = useState<number | null>(work.capacityDaysPerWeek);
  const put = (part: Partial<typeof quietHours>): void => {
    const next = { ...quietHours, ...part };
    const words = next.isOn ? `Quiet from ${next.fromHour}:00 to ${next.toHour}:00` : 'No quiet hours';
    void saveSettings(words, { quietHours: next }, state.settings);
  };
  return (
    <SettingGroup
      title="Notices"
      words="What falls due in the quiet hours is told at their end. Rungs fall due at nine of the owner’s day."
    >
      <div className={styles.row}>
        <span className={styles.label}>Quiet</span>
        <Segments
          label="Quiet hours"
          value={quietHours.isOn ? 'on' : 'off'}
          onChange={(next) => put({ isOn: next === 'on' })}
          items={[
            { value: 'on', label: 'At these hours' },
            { value: 'off', label: 'Never' },
          ]}
        />
      </div>
      {quietHours.isOn && (
        <div className={styles.pair}>
          <SelectField
            label="From"
            value={String(quietHours.fromHour)}
            onChange={(hour) => hour !== null && put({ fromHour: Number(hour) })}
            items={hours}
            searchable
          />
          <SelectField
            label="To"
            value={String(quietHours.toHour)}
            onChange={(hour) => hour !== null && put({ toHour: Number(hour) })}
            items={hours}
            searchable
          />
        </div>
      )}
      <form
        className={styles.nameForm}
        onSubmit={(event) => {
          event.preventDefault();
          if (capacity !== null)
            void saveSettings(`${capacity} days a week for vendors’ changes`, { work: { capacityDaysPerWeek: capacity } }, state.settings);
        }}
      >
        <NumberField
          label="Capacity for vendors’ changes"
          value={capacity}
          onChange={setCapacity}
          min={1}
          max={35}
          suffix=" days a week"
          reason="“Start by” on the calendar is counted with it."
        />
        <Button type="submit" disabled={capacity === null || capacity === work.capacityDaysPerWeek}>
          Set capacity
        </Button>
      </form>
    </SettingGroup>
  );
}
