import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { SettingsState } from '../../../shared/contract/settings.ts';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { toast } from '../../ui/toast.ts';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';
import { saveSettings } from './use-settings.ts';

/** How long bodies of exchanges are kept. What was called, when and how it ended stays for ever. */
export function RetentionSettings({ state }: { readonly state: SettingsState }): ReactElement {
  const { bodyDays } = state.settings.retention;
  const [days, setDays] = useState(bodyDays);
  const purge = useMutation({
    ...api.settings.applyRetention.mutationOptions(),
    onSuccess: ({ bodies, bytes }) => toast({ words: `${formatCount(bodies)} bodies taken away, ${formatBytes(bytes)}`, state: 'holds' }),
  });
  const { count, bytes, dueCount, dueBytes } = state.bodies;
  return (
    <SettingGroup
      title="Retention"
      words="Bodies of requests and answers, and what mapping runs wrote into the workspace, go after this time, once a day. Bodies are overwritten where they lay. The exchanges and runs themselves stay."
    >
      <form
        className={styles.nameForm}
        onSubmit={(event) => {
          event.preventDefault();
          const words = days === null ? 'Bodies are kept for ever' : `Bodies are kept for ${days} days`;
          void saveSettings(words, { retention: { bodyDays: days } }, state.settings);
        }}
      >
        <NumberField
          label="Keep bodies for"
          value={days}
          onChange={setDays}
          min={1}
          max={3650}
          suffix=" days"
          reason="Empty keeps them for ever."
        />
        <Button type="submit" disabled={days === bodyDays}>
          Set days
        </Button>
      </form>
      <p className="muted">
        {formatCount(count)} bodies are kept, {formatBytes(bytes)}.{' '}
        {dueCount === 0
          ? 'None is older.'
          : `${formatCount(dueCount)} are older, ${formatBytes(dueBytes)}; they go with the next daily run.`}
      </p>
      {dueCount > 0 && (
        <div>
          <Button loading={purge.isPending} onClick={() => purge.mutate({})}>
            Take them away now
          </Button>
        </div>
      )}
      {purge.error === null ? null : <FaultNote fault={purge.error} />}
    </SettingGroup>
  );
}
