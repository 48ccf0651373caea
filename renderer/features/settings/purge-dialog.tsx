import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { PurgeResult, SettingsState } from '../../../shared/contract/settings.ts';
import { api } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatBytes, formatCount, formatInstant } from '../../ui/format.ts';
import { toast } from '../../ui/toast.ts';
import { dueWords } from './retention-settings.tsx';

/** Names what goes and what that means, before it is purged. */
export function PurgeDialog({ bodies, onClose }: { readonly bodies: SettingsState['bodies']; readonly onClose: () => void }): ReactElement {
  const purge = useMutation({
    ...api.settings.applyRetention.mutationOptions(),
    onSuccess: (result) => {
      toast({ words: doneWords(result), state: result.rewritten === 'no room' ? 'soon' : 'holds' });
      onClose();
    },
  });
  const { dueCount, dueBytes, dueExchanges, before, exchangesBefore, backups, fileBytes } = bodies;
  return (
    <Dialog
      title={`Purge ${dueWords(bodies)}`}
      opened
      onClose={onClose}
      primary={{ words: 'Purge for good', run: () => purge.mutate({}), loading: purge.isPending, danger: true }}
    >
      {purge.error === null ? null : <FaultNote fault={purge.error} />}
      <p>
        {dueCount > 0 && before !== null && (
          <>
            Bodies of calls from before {formatInstant(before)}: {formatCount(dueCount)}, {formatBytes(dueBytes)}.{' '}
          </>
        )}
        {dueExchanges > 0 && exchangesBefore !== null && (
          <>
            Exchanges from before {formatInstant(exchangesBefore)}, with everything that was sent and answered: {formatCount(dueExchanges)}.
          </>
        )}
      </p>
      <p>
        <strong>This cannot be undone.</strong> They are overwritten, and the workspace’s file ({formatBytes(fileBytes)}) is written anew.
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

function doneWords({ bodies, exchanges, bytes, rewritten }: PurgeResult): string {
  const gone = [
    ...(bodies > 0 ? [`${formatCount(bodies)} bodies`] : []),
    ...(exchanges > 0 ? [`${formatCount(exchanges)} exchanges`] : []),
  ].join(' and ');
  const rest = rewritten === 'no room' ? '. The disk is too full to write the file anew: purge again when there is room' : '';
  return `${gone === '' ? 'Nothing' : gone} purged, ${formatBytes(bytes)}${rest}`;
}
