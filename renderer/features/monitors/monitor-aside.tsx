import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { assertionWords } from '../../../shared/domain/monitors/assertions.ts';
import type { CheckResult, Monitor, Span } from '../../../shared/contract/monitors.ts';
import { intervalWords } from '../../../shared/domain/monitors/interval-words.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatInstant, formatMs, formatTime, formatWeekday } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { LatencyLine } from './latency-line.tsx';
import { outcomeMark } from './monitor-words.ts';
import { undoLast } from '../../ui/undo-last.ts';

interface MonitorAsideProps {
  readonly id: string;
  readonly onEdit: () => void;
}

const shownChecks = 12;

/** A monitor's detail: how it stands and what can be done, what it checks, what it saw, and when nobody was looking. */
export function MonitorAside({ id, onEdit }: MonitorAsideProps) {
  const detail = useQuery(api.monitors.show.queryOptions({ input: { id } }));
  const [isChecking, setIsChecking] = useState(false);
  const [showsTable, setShowsTable] = useState(false);
  if (detail.isPending) return <Loading lines={6} />;
  if (detail.isError) return <FaultNote fault={detail.error} />;
  const { monitor, results, gaps, latency, promises } = detail.data;
  const check = async (): Promise<void> => {
    setIsChecking(true);
    await attempt(client.monitors.runOnce({ ids: [id] }), 'Checked');
    setIsChecking(false);
  };
  const pause = (): void => {
    const isPaused = !monitor.isPaused;
    void attempt(
      client.monitors.pause({ id, isPaused }),
      isPaused ? `${monitor.name} paused; until it goes on there is no data` : `${monitor.name} goes on`,
      () => void undoLast('monitor', id),
    );
  };
  return (
    <>
      <section className="mon-now" data-state={monitor.standing.state} aria-label="What matters now">
        <h3>
          <Mark state={monitor.standing.state} />
          {capital(monitor.standing.words)}
        </h3>
        <p>
          {monitor.last === null
            ? 'The first check comes with the next turn of the clock, within 15 seconds.'
            : capital(monitor.last.words)}
        </p>
        {monitor.warnings.map((words) => (
          <p key={words}>{words}</p>
        ))}
        <div className="mon-buttons">
          {monitor.openIncident ? (
            <Button small kind="primary" onClick={() => go({ place: 'monitors', kind: 'incident', id: monitor.openIncident?.id ?? '' })}>
              Open INC-{monitor.openIncident.number}
            </Button>
          ) : null}
          <Button small onClick={() => void check()} loading={isChecking}>
            Check now
          </Button>
          <Button small onClick={pause}>
            {monitor.isPaused ? 'Resume' : 'Pause'}
          </Button>
        </div>
      </section>
      <Section
        title="What it checks"
        right={
          <Button small kind="quiet" onClick={onEdit} keys="e">
            Edit
          </Button>
        }
      >
        <Facts items={factsOf(monitor, promises)} />
      </Section>
      {latency.length > 1 ? (
        <Section
          title="How long it takes"
          right={
            <Button small kind="quiet" onClick={() => setShowsTable(!showsTable)} aria-expanded={showsTable}>
              {showsTable ? 'Hide table' : 'As table'}
            </Button>
          }
        >
          <LatencyLine points={latency} />
          {showsTable ? (
            <ul className="mon-list">
              {latency.toReversed().map(({ at, ms }) => (
                <li key={at}>
                  <span className="num">{formatInstant(at)}</span>
                  <span className="num">{formatMs(ms)}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </Section>
      ) : null}
      <Section title="Last checks">
        {results.length === 0 ? <p className="mon-note">None yet.</p> : null}
        <ul className="mon-list">
          {results.slice(0, shownChecks).map((result) => (
            <Check key={result.id} result={result} />
          ))}
        </ul>
      </Section>
      {gaps.length > 0 ? (
        <Section title="Nobody was looking, 7 days">
          <ul className="mon-list">
            {gaps.slice(0, 8).map((gap) => (
              <Gap key={gap.startAt} gap={gap} />
            ))}
          </ul>
        </Section>
      ) : null}
      <div className="mon-end">
        <Button small kind="quiet" onClick={() => void remove(monitor)}>
          Remove monitor
        </Button>
      </div>
    </>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function factsOf(monitor: Monitor, promises: readonly { readonly id: string; readonly name: string }[]): [string, ReactNode][] {
  const retries = monitor.retriesS.length === 0 ? 'none' : monitor.retriesS.map((seconds) => `${seconds} s`).join(', then ');
  return [
    [
      'Request',
      monitor.requestName === null ? (
        <span key="request" className="faint">
          removed; choose another one in a new monitor
        </span>
      ) : (
        <DoorLink key="request" door={{ place: 'console', kind: 'savedRequest', id: monitor.savedRequestId }}>
          {monitor.requestName}
        </DoorLink>
      ),
    ],
    [
      'API',
      <DoorLink key="api" door={{ place: 'inventory', kind: 'api', id: monitor.apiId }}>
        {`${monitor.vendorName} ${monitor.apiName}`}
      </DoorLink>,
    ],
    ['Environment', monitor.environmentName ?? 'gone'],
    ['When', `${intervalWords(monitor.intervalS)}, ${monitor.serviceWords}`],
    ['Holds if', monitor.assertions.length === 0 ? 'status below 400' : monitor.assertions.map(assertionWords).join(', ')],
    ['Retries after', retries],
    ['Down after', `${monitor.failAfter} fails in a row, up after ${monitor.recoverAfter} passes`],
    [
      'Owner',
      monitor.ownerName ?? (
        <span key="owner" className="faint">
          nobody
        </span>
      ),
    ],
    [
      'Promises',
      promises.length === 0 ? (
        <span key="none" className="faint">
          none rests on it
        </span>
      ) : (
        <span key="promises">
          {promises.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 ? ', ' : ''}
              <DoorLink door={{ place: 'monitors', kind: 'promise', id }}>{name}</DoorLink>
            </span>
          ))}
        </span>
      ),
    ],
  ];
}

/** One check; a door to the call that shows it. */
export function Check({ result }: { readonly result: CheckResult }) {
  const { state, words } = outcomeMark(result.outcome);
  const exchangeId = result.exchangeIds.at(-1);
  const told = `${words}: ${result.words}${result.attempts > 1 ? `, ${result.attempts} tries` : ''}${result.isCatchUp ? ', after a gap' : ''}`;
  return (
    <li>
      <span className="mon-check">
        <Mark state={state} />
        <span className="ellipsis" title={told}>
          {exchangeId === undefined ? told : <DoorLink door={{ place: 'console', kind: 'exchange', id: exchangeId }}>{told}</DoorLink>}
        </span>
      </span>
      <span className="faint">
        <When at={result.startedAt} />
      </span>
    </li>
  );
}

function Gap({ gap }: { readonly gap: Span }) {
  return (
    <li>
      <span className="mon-check">
        <i className="mon-hatch" aria-hidden="true" />
        {gap.words}
      </span>
      <span className="faint num">
        {formatWeekday(gap.startAt)} {formatTime(gap.startAt)}–{formatTime(gap.endAt)}
      </span>
    </li>
  );
}

async function remove(monitor: Monitor): Promise<void> {
  const isSure = await confirm({
    title: `Remove ${monitor.name}`,
    consequence: 'It is not checked any more. What it has seen stays, and incidents keep their time line.',
    action: 'Remove monitor',
    danger: true,
  });
  if (!isSure) return;
  if (await attempt(client.monitors.remove({ id: monitor.id }), `${monitor.name} removed`, () => void undoLast('monitor', monitor.id)))
    go({ place: 'monitors' });
}
