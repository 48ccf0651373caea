import { Menu } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Job } from '../../shared/contract/jobs.ts';
import { formatPercent } from '../ui/format.ts';
import { api } from './client.ts';
import styles from './jobs-line.module.css';

/** How often a running job is asked how far it is. */
const pollMs = 500;

/** What goes on in the background, with how far it is and a way to stop it; nothing when nothing does. */
export function JobsLine(): ReactElement | null {
  const { data } = useQuery(
    api.jobs.list.queryOptions({
      input: {},
      refetchInterval: (query) => (query.state.data?.some((job) => job.state === 'running') === true ? pollMs : false),
    }),
  );
  const cancel = useMutation(api.jobs.cancel.mutationOptions());
  const running = data?.filter((job) => job.state === 'running') ?? [];
  const [first] = running;
  if (first === undefined) return null;
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={styles.line}>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ width: `${(first.fraction ?? 0.3) * 100}%` }} />
          </span>
          <span className="ellipsis">{running.length === 1 ? jobWords(first) : `${running.length} jobs`}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {running.map((job) => (
          <Menu.Item key={job.id} rightSection={<span className={styles.stop}>Stop</span>} onClick={() => cancel.mutate({ id: job.id })}>
            {jobWords(job)}
            {job.step === '' ? null : <div className="faint small">{job.step}</div>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function jobWords(job: Job): string {
  return job.fraction === null ? job.title : `${job.title}, ${formatPercent(Math.floor(job.fraction * 100))}`;
}
