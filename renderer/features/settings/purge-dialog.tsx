import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { PurgeResult, SettingsState } from '../../../shared/contract/settings.ts';
import { api } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatBytes, formatCount, formatInstant } from '../../ui/format.ts';
import { toast } from '../../ui/toast.ts';
import { PurgeProgress, useRunningPurge } from './purge-progress.tsx';
import { dueWords } from './retention-settings.tsx';

/** Names what goes and what that means, before it is purged; then how far it is, until nothing of it is left. */
export function PurgeDialog({ bodies, onClose }: { readonly bodies: SettingsState['bodies']; readonly onClose: () => void }): ReactElement {
  // As they were asked about: while it runs they become fewer.
  const [asked] = useState(bodies);
  const purge = useMutation({
    ...api.settings.applyRetention.mutationOptions(),
    onSuccess: (result) => {
      toast({ words: doneWords(result), state: isWhole(result) ? 'holds' : 'soon' });
      onClose();
    },
  });
  const running = useRunningPurge(purge.isPending);
  const { dueCount, dueBytes, dueExchanges, dueDeliveries, before, exchangesBefore, backups, fileBytes, held } = asked;
  const isDue = dueCount > 0 || dueExchanges > 1 || dueDeliveries > 0;
  if (purge.isPending || running !== null)
    return (
      <Dialog title={running?.title ?? 'Purging'} opened onClose={onClose}>
        {running === null ? <p className="muted">Beginning.</p> : <PurgeProgress job={running} />}
        <p className="muted">It goes on when this is closed; Settings and the line at the top say how far it is, and when it is done.</p>
      </Dialog>
    );
  return (
    <Dialog
      title={isDue ? `Purge ${dueWords(asked)}` : 'Finish the purge'}
      opened
      onClose={onClose}
      primary={{
        words: isDue ? 'Purge for good' : 'Write the file anew',
        run: () => purge.mutateAsync({}).catch(() => undefined),
        danger: true,
      }}
    >
      {purge.error === null ? null : <FaultNote fault={purge.error} />}
      {held !== '' && <p>{held}: look at the clock first.</p>}
      {isDue && (
        <p>
          {dueCount > 0 && before !== null && (
            <>
              Bodies of calls from before {formatInstant(before)}: {formatCount(dueCount)}, {formatBytes(dueBytes)}.{' '}
            </>
          )}
          {dueExchanges > 0 && exchangesBefore !== null && (
            <>
              Exchanges from before {formatInstant(exchangesBefore)}, with everything that was sent and answered:{' '}
              {formatCount(dueExchanges)}.{' '}
            </>
          )}
          {dueDeliveries > 0 && <>What webhooks delivered before then: {formatCount(dueDeliveries)}.</>}
        </p>
      )}
      <p>
        {isDue ? (
          <>
            <strong>This cannot be undone.</strong> They are overwritten, and the workspace’s file ({formatBytes(fileBytes)}) is written
            anew.
          </>
        ) : (
          <>The workspace’s file ({formatBytes(fileBytes)}) is written anew, so that nothing of what was purged is left in it.</>
        )}{' '}
        Calls that are sent meanwhile wait.
      </p>
      <p className="muted">
        {backups === 0
          ? 'No backup has them.'
          : `${backups === 1 ? 'One backup' : `${formatCount(backups)} backups`} of this workspace still ${backups === 1 ? 'has' : 'have'} them, until newer ones take their place.`}{' '}
        The activity will say who purged what.
      </p>
    </Dialog>
  );
}

/** Nothing of it is left, in no file of the workspace. */
const isWhole = ({ rewritten }: PurgeResult): boolean => rewritten === 'done' || rewritten === 'not asked';

function doneWords({ bodies, exchanges, deliveries, bytes, rewritten }: PurgeResult): string {
  const gone = [
    ...(bodies > 0 ? [`${formatCount(bodies)} ${bodies === 1 ? 'body' : 'bodies'}`] : []),
    ...(exchanges > 0 ? [`${formatCount(exchanges)} ${exchanges === 1 ? 'exchange' : 'exchanges'}`] : []),
    ...(deliveries > 0 ? [`${formatCount(deliveries)} ${deliveries === 1 ? 'delivery' : 'deliveries'}`] : []),
  ].join(' and ');
  if (gone === '')
    return rewritten === 'done' ? 'The file was written anew; the purge is finished' : `Not finished${unfinished[rewritten]}`;
  return `${gone} purged, ${formatBytes(bytes)}${unfinished[rewritten]}`;
}

const unfinished: Readonly<Record<PurgeResult['rewritten'], string>> = {
  done: '',
  'not asked': '',
  'no room': '. The disk is too full to write the file anew: finish it when there is room',
  cancelled: '. The file was not written anew: finish it in Settings',
};
