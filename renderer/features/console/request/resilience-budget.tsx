import type { ReactElement } from 'react';
import type { BudgetUser, BudgetWindow, RateBudgetView, WaitingCall } from '../../../../shared/contract/resilience.ts';
import { DoorLink } from '../../../ui/door-link.tsx';
import { timeWords } from '../../../../shared/domain/resilience/time-words.ts';
import { formatCount, formatInstant } from '../../../ui/format.ts';
import { Mark } from '../../../ui/mark.tsx';
import { When } from '../../../ui/when.tsx';
import { formatClock } from './resilience-clock.ts';

const sources: Readonly<Record<BudgetUser['source'], string>> = {
  console: 'by hand',
  terminal: 'terminal',
  monitor: 'monitor',
  flow: 'flow',
  runbook: 'runbook',
  credential: 'credential',
  sample: 'sample',
};

/** What is left for one credential, who waits for it, and who used it up. */
export function ResilienceBudget({ budget, apiId }: { readonly budget: RateBudgetView; readonly apiId: string }): ReactElement {
  const { windows, heldUntil, waiting, usedBy, usedSince, credentialName } = budget;
  const calls = usedBy.reduce((sum, one) => sum + one.calls, 0);
  return (
    <section aria-labelledby="con-res-budget">
      <div className="con-res-head">
        <h2 id="con-res-budget">{credentialName === null ? 'Left, without a credential' : `Left for “${credentialName}”`}</h2>
      </div>
      {heldUntil !== null && (
        <p className="con-res-held">
          <Mark state="soon" /> The vendor asked to wait until <time title={formatInstant(heldUntil)}>{formatClock(heldUntil)}</time>.
        </p>
      )}
      {windows.length === 0 ? (
        <p className="faint">
          No limit is known. <DoorLink door={{ place: 'inventory', kind: 'api', id: apiId }}>Write one down</DoorLink>, or send: answers
          often name theirs.
        </p>
      ) : (
        <ul className="con-res-windows">
          {windows.map((window) => (
            <WindowLine key={`${window.source} ${window.policy}`} window={window} />
          ))}
        </ul>
      )}
      {waiting.length > 0 && (
        <>
          <h3>{waiting.length === 1 ? 'One call waits' : `${formatCount(waiting.length)} calls wait`}</h3>
          <ol className="con-res-list">
            {waiting.map((call) => (
              <WaitingLine key={`${call.since} ${call.path} ${call.actor}`} call={call} />
            ))}
          </ol>
        </>
      )}
      {usedBy.length > 0 && (
        <>
          <h3>
            {calls === 1 ? 'One call' : `${formatCount(calls)} calls`} since <When at={usedSince} />
          </h3>
          <ul className="con-res-list">
            {usedBy.map((user) => (
              <li key={user.lastExchangeId}>
                <b className="num">{formatCount(user.calls)}</b>
                <DoorLink door={{ place: 'console', kind: 'exchange', id: user.lastExchangeId }}>{user.words}</DoorLink>
                <span className="faint">
                  {sources[user.source]}, {user.actor}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function WindowLine({ window }: { readonly window: BudgetWindow }): ReactElement {
  const { policy, source, limit, windowMs, left, freeAt } = window;
  const share = limit === null ? null : Math.max(0, Math.min(1, left / limit));
  return (
    <li>
      <span className="con-res-policy" title={policy}>
        {policy}
      </span>
      {share === null ? (
        <span />
      ) : (
        <svg className="con-res-meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect className="con-res-ground" width={100} height={6} />
          <rect data-low={share < 0.1 || undefined} width={100 * share} height={6} />
        </svg>
      )}
      <span
        className="num con-res-left"
        title={source === 'vendor' ? 'The vendor’s last answer says so' : 'Written down, and counted here'}
      >
        <b>{formatCount(left)}</b>
        {limit !== null && ` of ${formatCount(limit)}`}
        {windowMs !== null && ` in ${timeWords(windowMs)}`}
        <span className="faint">
          {freeAt !== null && left < 1 ? `, more at ${formatClock(freeAt)}` : source === 'vendor' ? ', vendor' : ', counted'}
        </span>
      </span>
    </li>
  );
}

function WaitingLine({ call }: { readonly call: WaitingCall }): ReactElement {
  return (
    <li>
      <b>{call.method}</b>
      <span className="ellipsis">{call.path}</span>
      <span className="faint">
        {sources[call.source]}, {call.actor}, until {formatClock(call.untilAt)}
      </span>
    </li>
  );
}
