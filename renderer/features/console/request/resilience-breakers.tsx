import type { ReactElement } from 'react';
import type { HostBreaker } from '../../../../shared/contract/resilience.ts';
import { client } from '../../../app/client.ts';
import { Button } from '../../../ui/button.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Mark } from '../../../ui/mark.tsx';
import { sayFailed } from '../../../ui/say-failed.ts';
import { formatClock } from './resilience-clock.ts';

const marks = { open: 'broken', half_open: 'soon', closed: 'no data' } as const satisfies Record<HostBreaker['state'], string>;

/** The hosts of an API that failed of late; those that are paused can be tried at once. */
export function ResilienceBreakers({
  apiId,
  breakers,
}: {
  readonly apiId: string;
  readonly breakers: readonly HostBreaker[];
}): ReactElement | null {
  if (breakers.length === 0) return null;
  return (
    <ul className="con-res-breakers" aria-label="Hosts that failed of late">
      {breakers.map((breaker) => (
        <li key={breaker.host}>
          <Mark state={marks[breaker.state]} />
          <BreakerWords breaker={breaker} />
          {breaker.state === 'open' && <TryNow apiId={apiId} host={breaker.host} />}
        </li>
      ))}
    </ul>
  );
}

export function BreakerWords({ breaker }: { readonly breaker: HostBreaker }): ReactElement {
  const { words, opensAgainAt } = breaker;
  return (
    <span>
      {words}
      {opensAgainAt !== null && (
        <>
          {' '}
          It is tried again at{' '}
          <time className="num" dateTime={new Date(opensAgainAt).toISOString()} title={formatInstant(opensAgainAt)}>
            {formatClock(opensAgainAt)}
          </time>
          .
        </>
      )}
    </span>
  );
}

/** Lets the next call through although the pause is not over. */
export function TryNow({ apiId, host }: { readonly apiId: string; readonly host: string }): ReactElement {
  return (
    <Button small onClick={() => void client.resilience.tryNow({ apiId, host }).catch(sayFailed)}>
      Try now
    </Button>
  );
}
