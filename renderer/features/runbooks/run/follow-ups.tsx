import type { ReactElement } from 'react';
import type { RunDetail } from '../../../../shared/contract/runbooks.ts';
import { client } from '../../../app/client.ts';
import { formatDaysAway } from '../../../ui/format.ts';
import { useNow } from '../../../ui/use-now.ts';
import { attempt } from '../run-runbook.ts';

/** What is still to be done after a run; nothing when there is nothing. */
export function FollowUps({ detail }: { readonly detail: RunDetail }): ReactElement | null {
  const now = useNow();
  if (detail.followUps.length === 0) return null;
  return (
    <section>
      <h3>Follow-ups, {detail.followUps.filter((one) => one.doneAt === null).length} open</h3>
      <ul className="rb-follow">
        {detail.followUps.map((one) => (
          <li key={one.id}>
            <label>
              <input
                type="checkbox"
                checked={one.doneAt !== null}
                disabled={one.doneAt !== null}
                onChange={() => void attempt('Followed up', () => client.runbooks.closeFollowUp({ id: one.id }))}
              />
              <span>
                {one.text}{' '}
                <span className={one.doneAt === null && one.dueAt !== null && one.dueAt < now ? 'rb-soon' : 'faint'}>
                  {one.doneAt !== null
                    ? `done by ${one.doneBy ?? ''}`
                    : [one.ownerName ?? 'nobody yet', one.dueAt === null ? null : `due ${formatDaysAway(one.dueAt, now)}`]
                        .filter(Boolean)
                        .join(', ')}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}
