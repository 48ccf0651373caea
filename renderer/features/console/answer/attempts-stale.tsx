import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { Button } from '../../../ui/button.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { formatCount, formatMs } from '../../../ui/format.ts';
import { Loading } from '../../../ui/loading.tsx';
import { Mark } from '../../../ui/mark.tsx';
import './attempts.css';

export interface AttemptsStaleProps {
  /** The call that had no good answer. */
  readonly exchange: Exchange;
  readonly fallback: NonNullable<Exchange['fallback']>;
  /** Shows what an exchange was answered. */
  readonly body: (exchange: Exchange) => ReactNode;
}

/** The last good answer in place of one that did not come, under a band that says so and how old it is. */
export function AttemptsStale({ exchange, fallback, body }: AttemptsStaleProps): ReactElement {
  const [isStaleShown, setStaleShown] = useState(true);
  const stale = useQuery(api.console.exchange.queryOptions({ input: { id: fallback.exchangeId } }));
  const age = formatMs(Math.max(1000, Math.round((exchange.startedAt - fallback.answeredAt) / 1000) * 1000));
  return (
    <>
      <div className="con-stale" role="status">
        <Mark state="soon" />
        <span>
          {isStaleShown ? (
            <>
              <strong>Stale: this answer is {age} old.</strong>{' '}
              {exchange.status === null ? 'No answer came' : `The vendor answered ${exchange.status}`}; this is what{' '}
              <DoorLink door={{ place: 'console', kind: 'exchange', id: fallback.exchangeId }}>
                exchange {formatCount(fallback.number)}
              </DoorLink>{' '}
              had.
            </>
          ) : (
            <>There is an older good answer, {age} old.</>
          )}
        </span>
        <Button small onClick={() => setStaleShown(!isStaleShown)}>
          {isStaleShown ? 'Show what came now' : 'Show the old answer'}
        </Button>
      </div>
      {!isStaleShown ? body(exchange) : stale.data ? body(stale.data) : stale.error ? <FaultNote fault={stale.error} /> : <Loading />}
    </>
  );
}

/** Beside a call that was not sent: the way to the last good answer, where the policy shows one. */
export function LastGoodDoor({ fault }: { readonly fault: unknown }): ReactElement | null {
  const id = asFault(fault).data.details?.['fallbackId'];
  if (typeof id !== 'string') return null;
  return (
    <p className="con-last-good">
      <DoorLink door={{ place: 'console', kind: 'exchange', id }}>Open the last good answer</DoorLink>, which is older.
    </p>
  );
}
