import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useApp } from '../../app/app-state.ts';
import { api } from '../../app/client.ts';
import { openRecent } from '../../app/workspace-actions.ts';
import { Button } from '../../ui/button.tsx';
import { When } from '../../ui/when.tsx';
import styles from './welcome.module.css';

/** Workspaces that were open before; one whose folder is gone can only be taken off the list. */
export function RecentWorkspaces(): ReactElement | null {
  const cache = useQueryClient();
  const opening = useApp((state) => state.opening);
  const { data: recent } = useQuery(api.workspace.recent.queryOptions({ input: {} }));
  const forget = useMutation({
    ...api.workspace.forget.mutationOptions(),
    onSuccess: () => cache.invalidateQueries({ queryKey: api.workspace.recent.key() }),
  });
  if (recent === undefined || recent.length === 0) return null;
  return (
    <section className={styles.recent} aria-labelledby="recent">
      <h2 id="recent">Recent</h2>
      <ul>
        {recent.map((one) => (
          <li key={one.folder} className={styles.recentLine}>
            <button
              type="button"
              className={styles.recentOpen}
              disabled={!one.exists || opening !== null}
              onClick={() => void openRecent(one.folder)}
            >
              <span className={styles.recentName}>{one.name}</span>
              <span className={styles.recentFolder} title={one.folder}>
                {one.exists ? one.folder : `${one.folder} is no longer there`}
              </span>
              <span className={styles.recentWhen}>{opening === one.folder ? 'opening…' : <When at={one.openedAt} />}</span>
            </button>
            <Button
              small
              kind="quiet"
              aria-label={`Take ${one.name} off this list`}
              title="Take it off this list; the folder stays"
              icon={<IconX stroke={1.6} aria-hidden="true" />}
              onClick={() => forget.mutate({ folder: one.folder })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
