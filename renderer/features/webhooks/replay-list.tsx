import type { ReactElement } from 'react';
import type { WebhookReplay } from '../../../shared/contract/webhooks.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { formatMs, formatTime } from '../../ui/format.ts';
import { Mark, type StandingState } from '../../ui/mark.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';

const markOf: Readonly<Record<WebhookReplay['state'], StandingState>> = {
  delivered: 'holds',
  refused: 'broken',
  'under way': 'no data',
  cancelled: 'no data',
  unknown: 'soon',
};

/** Every replay with its attempts, newest first. */
export function ReplayList({ replays }: { readonly replays: readonly WebhookReplay[] }): ReactElement {
  return (
    <Section title="Replays">
      <ul className="who-replays">
        {replays.map((replay) => (
          <li key={replay.id}>
            <div className="who-replay-head">
              <Mark state={markOf[replay.state]} />
              <span className="strong">{replay.state}</span>
              <code className="ellipsis" title={replay.targetUrl}>
                {replay.targetUrl}
              </code>
              {replay.state === 'under way' && (
                <Button small kind="quiet" onClick={() => void client.webhooks.cancelReplay({ id: replay.id }).catch(sayFailed)}>
                  Cancel
                </Button>
              )}
            </div>
            <p className="faint">
              {replay.words || `Attempt ${replay.attempts.length + 1} of ${replay.maxAttempts}`}{' '}
              {replay.signing === 'anew' ? 'Signed anew. ' : ''}By {replay.startedBy}, <When at={replay.startedAt} />.
            </p>
            {replay.attempts.length > 1 && (
              <ol>
                {replay.attempts.map((attempt, at) => (
                  <li key={at}>
                    <span className="num">{formatTime(attempt.at)}</span> {attempt.words}
                    {attempt.waitedMs > 0 && <span className="faint">, after a pause of {formatMs(attempt.waitedMs)}</span>}
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
