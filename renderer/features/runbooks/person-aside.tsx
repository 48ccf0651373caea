import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { PersonProgress, RunbookRow } from '../../../shared/contract/runbooks.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { useReadOnly } from '../../ui/read-only.ts';
import { useRunsOnce } from '../../ui/run-once.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { attempt, startAndOpen } from './run-runbook.ts';

/** One person: what is next, what is left to read, the drills done, and the keys they hold. */
export function PersonAside({
  person,
  runbooks,
}: {
  readonly person: PersonProgress;
  readonly runbooks: readonly RunbookRow[];
}): ReactElement {
  const workspace = useQuery(api.workspace.current.queryOptions({ input: {} }));
  const open = person.onboarding.find((run) => run.finishedAt === null);
  const onboarding = runbooks.find((row) => row.kind === 'onboarding person' && row.published > 0 && !row.isRetired);
  const isReadOnly = useReadOnly();
  const [start, isStarting] = useRunsOnce();
  const isYou = workspace.data?.person.id === person.personId;
  return (
    <>
      <div className="rb-person">
        <p className="muted">
          {person.role}
          {person.percent === null ? '' : `, ${person.percent} % of the onboarding`}
        </p>
        {open ? (
          <>
            <p>
              Next: <b>{open.nowWords}</b>
            </p>
            <Button kind="primary" changes={false} onClick={() => go({ place: 'runbooks', kind: 'run', id: open.id })}>
              Go on with the onboarding
            </Button>
          </>
        ) : onboarding && person.percent === null ? (
          <Button loading={isStarting} onClick={() => start(() => startAndOpen(onboarding.id, { subjectPersonId: person.personId }))}>
            Start the onboarding
          </Button>
        ) : null}
      </div>
      <Section title="To read" right={`${person.read} of ${person.read + person.toRead.length} read`}>
        {person.toRead.length === 0 ? (
          <p className="muted">{person.read === 0 ? 'No runbook is published yet.' : 'Has read every runbook as it stands.'}</p>
        ) : (
          <ul className="rb-rows">
            {person.toRead.map((one) => (
              <li key={one.runbookId}>
                <span className="ellipsis">
                  <DoorLink door={{ place: 'runbooks', kind: 'runbook', id: one.runbookId }}>{one.name}</DoorLink>{' '}
                  <span className="faint">v{one.revision}</span>
                </span>
                {isReadOnly ? null : (
                  <button
                    type="button"
                    className="rb-door"
                    aria-label={`${isYou ? 'I have read it' : 'Has read it'}: ${one.name}`}
                    onClick={() =>
                      void attempt('Recorded as read', () => client.runbooks.acknowledge({ id: one.runbookId, personId: person.personId }))
                    }
                  >
                    {isYou ? 'I have read it' : 'Has read it'}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Drills">
        {person.drills.length === 0 ? (
          <p className="muted">None yet. Start a runbook as a drill.</p>
        ) : (
          <ul className="rb-rows">
            {person.drills.map((drill) => (
              <li key={drill.runId}>
                <DoorLink door={{ place: 'runbooks', kind: 'run', id: drill.runId }}>{drill.name}</DoorLink>
                <When at={drill.at} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Keys they answer for">
        {person.credentials.length === 0 ? (
          <p className="muted">None.</p>
        ) : (
          <ul className="rb-rows">
            {person.credentials.map((one) => (
              <li key={one.id}>
                <DoorLink door={{ place: 'credentials', kind: 'credential', id: one.id }}>{one.name}</DoorLink>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
