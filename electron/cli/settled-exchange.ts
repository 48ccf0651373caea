import { setTimeout as rest } from 'node:timers/promises';
import type { Exchange } from '../../shared/contract/console.ts';
import type { CheckOutcome } from '../../shared/contract/check-outcome.ts';
import type { CoreClient } from '../core/terminal.ts';
import type { Terminal } from './terminal.ts';

/** An exchange with what its saved request’s checks said of it. */
export interface Settled {
  readonly exchange: Exchange;
  readonly checks: readonly CheckOutcome[];
}

const askEachMs = 150;

/**
 * Waits until all of an answer is judged: a large one is read on a thread of its own after it came, which would end with this program. Says
 * so when that takes longer than a moment.
 */
export async function settled(client: CoreClient, terminal: Terminal, sent: Exchange): Promise<Settled> {
  const checks = await client.flows.exchangeChecks({ exchangeId: sent.id }, terminal.call);
  if (sent.verdict !== 'not_checked' || sent.answerBody?.isCut !== true) return { exchange: sent, checks };
  const isChecking = async (): Promise<boolean> =>
    (await client.jobs.list({}, terminal.call)).some(
      ({ kind, state, title }) => kind === 'check large answer' && state === 'running' && title.endsWith(` ${sent.number}`),
    );
  for (let asked = 0; await isChecking(); asked += 1) {
    if (asked === 4) terminal.say('Checking the large answer against its contract');
    await rest(askEachMs, undefined, { signal: terminal.call.signal });
  }
  return { exchange: await client.console.exchange({ id: sent.id }, terminal.call), checks };
}

/** Answered, without an error, as its contract and its checks say. */
export const isGood = ({ exchange, checks }: Settled): boolean =>
  exchange.state === 'answered' && (exchange.status ?? 0) < 400 && exchange.verdict !== 'breaks' && checks.every(({ isHeld }) => isHeld);
