import { Fragment, type ReactElement } from 'react';
import type { Attempt, Exchange } from '../../../../shared/contract/console.ts';
import { attemptWords } from '../../../../shared/domain/resilience/attempt-words.ts';
import { formatCount, formatMs, formatTime } from '../../../ui/format.ts';
import { Mark, type StandingState } from '../../../ui/mark.tsx';
import { attemptBars } from './attempts-geometry.ts';
import './attempts.css';

const barHeight = 8;
const bridgeHeight = 20;

/** The attempts of a send on one line of time: what each was answered, and what it waited for in between. */
export function AttemptsLine({ attempts, width }: { readonly attempts: readonly Attempt[]; readonly width: number }): ReactElement {
  const bars = attemptBars(attempts, width);
  const last = bars.at(-1);
  return (
    <>
      <ol className="con-attempts" data-many={attempts.length > 2 || undefined} aria-label="Attempts">
        {attempts.map((attempt) => (
          <Fragment key={attempt.number}>
            {(attempt.waitMs >= 1 || attempt.waitWords !== '') && <li className="con-attempt-wait">{waitText(attempt)}</li>}
            <li data-state={stateOf(attempt)} title={attempt.happened}>
              <Mark state={stateOf(attempt)} />
              <b>{attemptWords(attempt)}</b> <span className="num">{formatCount(attempt.endedAt - attempt.startedAt)} ms</span>
            </li>
          </Fragment>
        ))}
      </ol>
      <svg className="con-attempt-bars" width={width} height={barHeight + bridgeHeight} aria-hidden="true">
        <line x1={0} x2={width} y1={barHeight / 2} y2={barHeight / 2} />
        {bars.map((bar, index) => (
          <rect key={bar.number} data-state={stateOf(attempts[index])} x={bar.x} y={0} width={bar.width} height={barHeight} />
        ))}
        {last && <path d={`M${last.x} ${barHeight + 2} H${last.x + last.width} L${width} ${barHeight + bridgeHeight} H0 Z`} />}
      </svg>
    </>
  );
}

/** Why it was not tried again, and when it may be. */
export function AttemptsEnd({ exchange }: { readonly exchange: Exchange }): ReactElement | null {
  const { attemptWords, sendAgainAt } = exchange;
  if (attemptWords === '') return null;
  return (
    <p className="con-attempts-end">
      {attemptWords}
      {sendAgainAt !== null && ` It may be sent again at ${formatTime(sendAgainAt)}.`}
    </p>
  );
}

function stateOf(attempt: Attempt | undefined): StandingState {
  if (!attempt || attempt.cause === 'cancelled') return 'no data';
  if (attempt.status === null || attempt.status >= 500) return 'broken';
  return attempt.status >= 400 ? 'soon' : 'holds';
}

function waitText({ waitMs, waitWords }: Attempt): string {
  if (waitMs < 1) return waitWords;
  const waited = `waited ${formatMs(Math.round(waitMs))}`;
  return waitWords === '' ? waited : `${waited}, ${waitWords}`;
}
