import { useState, type ReactElement } from 'react';
import type { Settings, SettingsState } from '../../../shared/contract/settings.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { PurgeDialog } from './purge-dialog.tsx';
import { PurgeProgress, useRunningPurge } from './purge-progress.tsx';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';
import { saveSettings } from './use-settings.ts';

type Retention = Settings['retention'];

/** How long bodies and exchanges are kept, and how much of them. What was called, when and how it ended stays unless it is told to go. */
export function RetentionSettings({ state }: { readonly state: SettingsState }): ReactElement {
  const kept = state.settings.retention;
  const [next, setNext] = useState<Retention>(kept);
  const [isAsking, setIsAsking] = useState(false);
  const isChanged = JSON.stringify(next) !== JSON.stringify({ ...next, ...kept });
  const { count, bytes, dueCount, dueBytes, exchanges, dueExchanges, dueDeliveries, held, isRewriteOwed } = state.bodies;
  const purge = useRunningPurge();
  const isDue = dueCount > 0 || dueExchanges > 1 || dueDeliveries > 0;
  return (
    <SettingGroup
      title="Retention"
      words="Once a day, what is too old or too much is purged: overwritten where it lay, so that no file of the workspace has it any more. Empty keeps for ever."
    >
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault();
          void saveSettings(wordsOf(next), { retention: next }, state.settings);
        }}
      >
        <NumberField
          label="Keep bodies for"
          value={next.bodyDays}
          onChange={(bodyDays) => setNext({ ...next, bodyDays })}
          min={1}
          max={3650}
          suffix=" days"
          reason="Bodies of requests and answers, and what mapping runs wrote into the workspace."
        />
        <NumberField
          label="Keep bodies up to"
          value={next.bodyGb}
          onChange={(bodyGb) => setNext({ ...next, bodyGb })}
          min={1}
          max={100_000}
          suffix=" GB"
          reason="In all; the oldest go first."
        />
        <NumberField
          label="Keep exchanges for"
          value={next.exchangeDays}
          onChange={(exchangeDays) => setNext({ ...next, exchangeDays })}
          min={1}
          max={36_500}
          suffix=" days"
          reason="The calls themselves: what was called, when, how it ended. Figures that rest on them stay and say that they were purged."
        />
        <div>
          <Button type="submit" disabled={!isChanged}>
            Set retention
          </Button>
        </div>
      </form>
      <p className="muted">
        {formatCount(exchanges)} exchanges and {formatCount(count)} bodies are kept, {formatBytes(bytes)}.{' '}
        {purge !== null
          ? 'A purge is under way.'
          : isDue
            ? `${dueWords(state.bodies)} ${dueCount + dueExchanges + dueDeliveries === 1 ? 'is' : 'are'} due${dueCount > 0 ? `, ${formatBytes(dueBytes)}` : ''}; ${held === '' ? 'the next daily run purges them.' : 'the daily run leaves them to you.'}`
            : isRewriteOwed
              ? 'Nothing is due, but the last purge is not finished: the file was not written anew, and copies of what was purged may be left in it.'
              : 'Nothing is due.'}
      </p>
      {purge === null && held !== '' && <p role="status">{held}. If that is right, purge now; if the clock is wrong, set it.</p>}
      {purge !== null && !isAsking && <PurgeProgress job={purge} />}
      {purge === null && (isDue || isRewriteOwed) && (
        <div>
          <Button onClick={() => setIsAsking(true)}>{isDue ? 'Purge now…' : 'Finish the purge…'}</Button>
        </div>
      )}
      {isAsking && <PurgeDialog bodies={state.bodies} onClose={() => setIsAsking(false)} />}
    </SettingGroup>
  );
}

/** "1,204 bodies and 88 exchanges". */
export function dueWords({ dueCount, dueExchanges, dueDeliveries }: SettingsState['bodies']): string {
  const parts = [
    ...(dueCount > 0 ? [`${formatCount(dueCount)} ${dueCount === 1 ? 'body' : 'bodies'}`] : []),
    ...(dueExchanges > 0 ? [`${formatCount(dueExchanges)} ${dueExchanges === 1 ? 'exchange' : 'exchanges'}`] : []),
  ];
  if (dueDeliveries > 0) parts.push(`${formatCount(dueDeliveries)} ${dueDeliveries === 1 ? 'delivery' : 'deliveries'}`);
  return parts.join(' and ');
}

function wordsOf({ bodyDays, bodyGb, exchangeDays }: Retention): string {
  const bodies =
    bodyDays === null && bodyGb === null
      ? 'Bodies are kept for ever'
      : `Bodies are kept${bodyDays === null ? '' : ` for ${formatCount(bodyDays)} days`}${bodyGb === null ? '' : `${bodyDays === null ? '' : ','} at most ${formatCount(bodyGb)} GB`}`;
  return `${bodies}, exchanges ${exchangeDays === null ? 'for ever' : `for ${formatCount(exchangeDays)} days`}`;
}
