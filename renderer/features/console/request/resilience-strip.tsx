import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import type { SendProgress } from '../../../../shared/contract/workspace.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { api } from '../../../app/client.ts';
import { usePaletteActions } from '../../../app/palette.ts';
import { useSendProgress } from '../../../app/send-progress.ts';
import { Button } from '../../../ui/button.tsx';
import { formatMs } from '../../../ui/format.ts';
import { Mark } from '../../../ui/mark.tsx';
import { useConsoleStore } from '../console-store.ts';
import type { Sending } from '../sending-store.ts';
import { BreakerWords, TryNow } from './resilience-breakers.tsx';
import { formatClock } from './resilience-clock.ts';
import './resilience.css';

export interface ResilienceStripProps {
  readonly apiId: string;
  readonly environment: Environment | null;
  readonly sending: Sending | undefined;
}

/** Says what keeps this call from going out: before it is sent, and while it waits. Nothing, when nothing does. */
export function ResilienceStrip({ apiId, environment, sending }: ResilienceStripProps): ReactElement | null {
  usePaletteActions('console-resilience', [
    {
      words: 'Resilience of this API: what is repeated, left and paused',
      run: () => useConsoleStore.getState().setEditorTab('resilience'),
    },
  ]);
  const progress = useSendProgress((state) => (sending ? state.waits[sending.sendId] : undefined));
  const budget = useQuery(api.resilience.budget.queryOptions({ input: { apiId } }));
  const mine = budget.data?.budgets.find(({ credentialId }) => credentialId === (environment?.credentialId ?? null));
  const empty = mine?.windows.find(({ left }) => left < 1);
  const until = mine?.heldUntil ?? empty?.freeAt ?? null;
  const now = useSeconds(progress !== undefined || until !== null || (budget.data?.breakers.length ?? 0) > 0);
  if (sending && progress && progress.phase !== 'sending') {
    return (
      <div className="con-wait" role="status">
        <Mark state="soon" />
        <span>{waitText(progress, now)}</span>
        <Button small onClick={sending.stop}>
          Do not wait
        </Button>
      </div>
    );
  }
  if (sending || !budget.data) return null;
  const host = hostOf(environment);
  const breaker = budget.data.breakers.find((one) => one.host === host && one.opensAgainAt !== null && one.opensAgainAt > now);
  if (breaker) {
    return (
      <div className="con-wait" role="status">
        <Mark state="soon" />
        <BreakerWords breaker={breaker} />
        <TryNow apiId={apiId} host={breaker.host} />
      </div>
    );
  }
  if (!mine || until === null || until <= now) return null;
  return (
    <div className="con-wait" role="status">
      <Mark state="soon" />
      <span>
        {mine.heldUntil === null ? `The limit “${empty?.policy}” is used up` : 'The vendor asked to wait'} until {formatClock(until)}
        {mine.waiting.length > 0 && `; ${mine.waiting.length === 1 ? 'one call waits' : `${mine.waiting.length} calls wait`} for it`}.
      </span>
    </div>
  );
}

/** "Waits for Adyen’s limit: 12 s, 3 before it". */
function waitText({ phase, attempt, words, untilAt, before }: SendProgress, now: number): string {
  const left = untilAt === null ? null : Math.max(0, untilAt - now);
  const time =
    left === null || left < 100 ? '' : `: ${formatMs(left < 10_000 ? Math.ceil(left / 100) * 100 : Math.ceil(left / 1000) * 1000)}`;
  if (phase === 'waiting') return `Attempt ${attempt} waits, ${words}${time}`;
  return `${words}${time}${before === 0 ? '' : `${time === '' ? ':' : ','} ${before} before it`}`;
}

function hostOf(environment: Environment | null): string | null {
  return environment && URL.canParse(environment.baseUrl) ? new URL(environment.baseUrl).host : null;
}

const stepMs = 200;

/** The present in small steps, while somebody counts on it. */
function useSeconds(isNeeded: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isNeeded) return undefined;
    const step = (): void => setNow(Date.now());
    const first = setTimeout(step);
    const timer = setInterval(step, stepMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [isNeeded]);
  return now;
}
