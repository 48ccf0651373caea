import { setTimeout as sleep } from 'node:timers/promises';
import type { ResiliencePolicy } from '../../../shared/domain/resilience/policy.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import { Breakers } from './breakers.ts';
import { Budgets } from './budgets.ts';
import { CallGate } from './call-gate.ts';
import { policyOf } from './policies.ts';
import { createSteadyClock } from './steady-clock.ts';

/** What stands between a prepared call and the network: the policy of its API, the line it waits in, the breaker of its host. */
export interface Resilience {
  policyOf(apiId: string): ResiliencePolicy;
  readonly budgets: Budgets;
  readonly gate: CallGate;
  readonly breakers: Breakers;
  /** A steady clock in milliseconds. */
  readonly now: () => number;
  /** Resolves after so long, never earlier; rejects when the signal says so. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
  close(): void;
}

export interface ResilienceTools {
  readonly db: Reader;
  /** The same for what only people change, remembered while nobody does. */
  readonly inventory: Reader;
  readonly clock: Clock;
  /** The line or a breaker has changed. */
  readonly onChanged: () => void;
}

export function createResilience({ db, inventory, clock, onChanged }: ResilienceTools): Resilience {
  const now = createSteadyClock();
  const gate = new CallGate(now, onChanged);
  return {
    policyOf: (apiId) => policyOf(inventory, apiId),
    budgets: new Budgets(db, inventory, clock, now),
    gate,
    breakers: new Breakers(clock, onChanged),
    now,
    wait: async (ms, signal) => {
      // A timer may fire a little early; a vendor that asked for a second gets the whole of it.
      for (const until = now() + ms; now() < until;) await sleep(Math.ceil(until - now()), undefined, signal ? { signal } : {});
    },
    random: Math.random,
    close: () => gate.close(),
  };
}
