import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { api } from '../../../app/client.ts';

const tickMs = 1_000;

/** How long an environment is still unlocked, in milliseconds; null when it is locked. Ticks while it runs out. */
export function useUnlocked(environment: Environment | null): number | null {
  const guards = useQuery(api.requests.guards.queryOptions({ input: {} }));
  const until = guards.data?.find((one) => one.environmentId === environment?.id)?.unlockedUntil ?? null;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === null) return undefined;
    const tick = (): void => setNow(Date.now());
    const first = setTimeout(tick, 0);
    const timer = setInterval(tick, tickMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [until]);
  return until === null || until <= now ? null : until - now;
}

/** "12:41". */
export function countdownWords(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
