import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Job } from '../../../shared/contract/jobs.ts';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { formatPercent } from '../../ui/format.ts';
import styles from './settings.module.css';

const pollMs = 250;

/** The purge that is running, whoever began it; null when none is. `isExpected`: one was just begun. */
export function useRunningPurge(isExpected = false): Job | null {
  const jobs = useQuery(
    api.jobs.list.queryOptions({
      input: {},
      refetchInterval: ({ state }) => (isExpected || state.data?.some(isRunningPurge) === true ? pollMs : false),
    }),
  );
  return jobs.data?.find(isRunningPurge) ?? null;
}

const isRunningPurge = ({ kind, state }: Job): boolean => kind === 'purge' && state === 'running';

/** How far a purge is, in words and as a bar, and a way to stop it. */
export function PurgeProgress({ job }: { readonly job: Job }): ReactElement {
  const cancel = useMutation(api.jobs.cancel.mutationOptions());
  return (
    <div className={styles.progress}>
      <div
        className={styles.progressBar}
        role="progressbar"
        aria-label={job.title}
        aria-valuetext={job.step}
        {...(job.fraction === null ? {} : { 'aria-valuenow': Math.floor(job.fraction * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 })}
        data-unknown={job.fraction === null || undefined}
      >
        <span style={job.fraction === null ? undefined : { width: `${job.fraction * 100}%` }} />
      </div>
      <p role="status">
        {job.title}. {job.step}
        {job.fraction === null ? '' : `, ${formatPercent(Math.floor(job.fraction * 100))}`}
      </p>
      <Button small kind="quiet" disabled={cancel.isPending} onClick={() => cancel.mutate({ id: job.id })}>
        Stop
      </Button>
    </div>
  );
}
