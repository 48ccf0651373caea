import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Mark, type StandingState } from '../../ui/mark.tsx';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

const stateOf = { good: 'holds', warning: 'soon', bad: 'broken' } as const;

/** What the doctor finds on this computer, and a check of the workspace's file. */
export function HealthSettings(): ReactElement {
  const doctor = useQuery(api.settings.doctor.queryOptions({ input: {} }));
  const check = useMutation(api.workspace.check.mutationOptions());
  return (
    <SettingGroup isOwn title="Health" words="What Quartermaster needs of this computer, and whether the workspace’s file is whole.">
      <div className={styles.buttons}>
        <Button loading={doctor.isFetching} onClick={() => void doctor.refetch()}>
          Look again
        </Button>
        <Button loading={check.isPending} changes={false} onClick={() => check.mutate({})}>
          Check the file
        </Button>
      </div>
      {doctor.error === null ? null : <FaultNote fault={doctor.error} onRetry={() => void doctor.refetch()} />}
      {doctor.isPending ? <Loading lines={3} /> : null}
      <ul className={styles.list}>
        {(doctor.data ?? []).map((one) => (
          <Finding key={one.name} state={stateOf[one.verdict]} name={one.name} words={one.words} remedy={one.remedy} />
        ))}
      </ul>
      {check.error === null ? null : <FaultNote fault={check.error} />}
      {check.data === undefined ? null : (
        <ul className={styles.list} aria-label="Check of the file">
          {check.data.findings.map((one) => (
            <Finding
              key={one.name}
              state={one.holds ? 'holds' : 'broken'}
              name={one.name}
              words={one.words}
              remedy={one.holds ? '' : 'Restore the newest backup that passed its check.'}
            />
          ))}
        </ul>
      )}
    </SettingGroup>
  );
}

function Finding({
  state,
  name,
  words,
  remedy,
}: {
  readonly state: StandingState;
  readonly name: string;
  readonly words: string;
  readonly remedy: string;
}): ReactElement {
  return (
    <li className={styles.finding}>
      <Mark state={state} />
      <span className="strong">{name}</span>
      <span>
        {words}
        {remedy === '' ? null : <span className={styles.remedy}>{remedy}</span>}
      </span>
    </li>
  );
}
