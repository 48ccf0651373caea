import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { RunCall, RunDetail, RunRow } from '../../../shared/contract/flows.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { CheckOutcomes } from '../../ui/check-outcomes.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Mark, type StandingState } from '../../ui/mark.tsx';
import { settleRow } from './edit-flow.ts';
import { rowStateWords, tookWords } from './flow-words.ts';

const callMark: Readonly<Record<RunCall['state'], StandingState>> = {
  done: 'holds',
  failed: 'broken',
  unknown: 'broken',
  sending: 'no data',
  skipped: 'no data',
  not_sent: 'no data',
};

/** One row of a run: every call with its checks, what it captured, and its exchange; and a person's word when its outcome is unknown. */
export function RowAside({ run, row }: { readonly run: RunDetail; readonly row: RunRow }): ReactElement {
  const calls = useQuery(api.flows.calls.queryOptions({ input: { runId: run.id, row: row.row } }));
  const hasUnknownCall = calls.data?.some(({ state }) => state === 'unknown' || state === 'sending') ?? false;
  return (
    <div className="flo-aside">
      <p className="flo-verdict">
        <strong>{capital(rowStateWords[row.state])}.</strong> {row.words}
      </p>
      {row.state === 'unknown' && !run.isRunning && (
        <section aria-label="What became of it" className="flo-settle">
          <p>
            {hasUnknownCall
              ? 'Look it up at the vendor, by the ids of the call below. Then say what became of it; the row goes on from there when the run does.'
              : 'The row cannot go on by itself. Look at what stands, then close it.'}
          </p>
          <div className="flo-buttons">
            {hasUnknownCall && <Button onClick={() => void settleRow(run, row, 'took_effect')}>It took effect</Button>}
            {hasUnknownCall && <Button onClick={() => void settleRow(run, row, 'not_sent')}>It did not</Button>}
            <Button kind="quiet" onClick={() => void settleRow(run, row, 'close')}>
              Close the row
            </Button>
          </div>
        </section>
      )}
      {calls.isPending ? (
        <Loading lines={4} />
      ) : (
        <ol className="flo-calls" aria-label="Calls">
          {(calls.data ?? []).map((call, at) => (
            <Call key={at} call={call} />
          ))}
        </ol>
      )}
      {calls.data?.length === 0 && <p className="muted">Nothing of this row was sent.</p>}
      {row.row > 0 && row.dataWords !== '' && <p className="small muted flo-data">Data: {row.dataWords}</p>}
    </div>
  );
}

function Call({ call }: { readonly call: RunCall }): ReactElement {
  const shown = call.captures.filter(({ value }) => value !== '');
  return (
    <li className="flo-call">
      <div className="flo-call-head">
        <Mark state={callMark[call.state]} />
        <span className="strong ellipsis">
          {call.isCompensation ? 'Undo: ' : ''}
          {call.name}
          {call.page > 1 ? `, page ${call.page}` : ''}
        </span>
        <span className="muted num">{call.durationMs === null ? '' : tookWords(call.durationMs)}</span>
      </div>
      <p className="small">
        <span className="flo-method">{call.method}</span>{' '}
        {call.checks.some(({ isHeld }) => !isHeld) && call.status !== null ? `answered ${call.status}` : call.words}
        {call.tookEffect && <span className="muted"> · {call.isCompensation ? 'undone' : 'took effect'}</span>}
      </p>
      {call.checks.length > 0 && <CheckOutcomes outcomes={call.checks} />}
      {shown.length > 0 && (
        <dl className="flo-captures">
          {shown.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd title={value ?? undefined}>{value ?? 'secret, kept in memory only'}</dd>
            </div>
          ))}
        </dl>
      )}
      {call.exchangeId !== null && (
        <p className="small">
          <DoorLink door={{ place: 'console', kind: 'exchange', id: call.exchangeId }}>
            Exchange {call.exchangeNumber === null ? null : grouped(call.exchangeNumber)}
          </DoorLink>
          {call.vendorRequestId !== null && <span className="muted"> · vendor’s id {call.vendorRequestId}</span>}
        </p>
      )}
    </li>
  );
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
