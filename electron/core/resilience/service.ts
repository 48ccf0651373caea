import type { BudgetUser, HostBreaker, RateBudgetView } from '../../../shared/contract/resilience.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { budgetLines } from '../../../shared/domain/resilience/rate-budget.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { BudgetKeeper } from './budgets.ts';
import type { Resilience } from './resilience.ts';

export interface BudgetTools {
  readonly db: Reader;
  readonly clock: Clock;
  readonly resilience: Resilience;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** What is left of an API's limits, who used it, who waits, and which of its hosts are not sent to. */
export function showBudget(tools: BudgetTools, apiId: string): { apiId: string; budgets: RateBudgetView[]; breakers: HostBreaker[] } {
  const { db, resilience } = tools;
  const credentials = db.all<{ id: string | null; name: string | null; environments: string }>(
    `SELECT c.id, c.name, json_group_array(e.name) AS environments FROM environments e LEFT JOIN credentials c ON c.id = e.credential_id
     WHERE e.api_id = ? GROUP BY c.id ORDER BY c.name IS NULL, c.name`,
    apiId,
  );
  const hosts = hostsOf(db, apiId);
  return {
    apiId,
    budgets: credentials.map(({ id, name, environments }) => ({
      credentialId: id,
      credentialName: name,
      environmentNames: JSON.parse(environments) as string[],
      ...standingOf(tools, resilience.budgets.of(apiId, id)),
    })),
    breakers: resilience.breakers.states().filter(({ host }) => hosts.has(host)),
  };
}

/** Lets one call to a paused host of an API through. Throws `not_found` when nothing is paused there. */
export async function tryHost({ db, resilience }: BudgetTools, apiId: string, host: string): Promise<void> {
  if (!hostsOf(db, apiId).has(host) || !resilience.breakers.states().some((one) => one.host === host && one.state === 'open')) {
    throw new Fault('not_found', { happened: `Sending to ${host} is not paused.`, remedy: 'Just send.' });
  }
  await resilience.breakers.tryNow(host);
}

function standingOf(
  { db, clock, resilience }: BudgetTools,
  keeper: BudgetKeeper,
): Pick<RateBudgetView, 'windows' | 'heldUntil' | 'usedSince' | 'usedBy' | 'waiting'> {
  const [now, wall] = [resilience.now(), clock.now()];
  const wallTime = (at: number): number => Math.round(wall + (at - now));
  const windows = budgetLines(keeper.state, now).map((line) => ({ ...line, freeAt: line.freeAt === null ? null : wallTime(line.freeAt) }));
  // The longest of them says most of who used it up, as long as a person can still take it in.
  const span = Math.min(day, Math.max(minute, ...windows.map(({ windowMs }) => windowMs ?? 0)));
  return {
    windows,
    heldUntil: keeper.state.heldUntil > now ? wallTime(keeper.state.heldUntil) : null,
    usedSince: wall - span,
    usedBy: usersOf(db, keeper, wall - span),
    waiting: resilience.gate.waitingFor(keeper).map(({ about, sinceMs, place }) => ({
      method: about.method,
      path: about.path,
      source: about.source,
      actor: about.actor,
      since: Math.round(wall - sinceMs),
      untilAt: Math.round(wall + place.inMs),
      words: place.words,
    })),
  };
}

/** Who made the calls of a budget since a moment; attempts count, as the vendor counts them. */
function usersOf(db: Reader, { apiId, credentialId }: BudgetKeeper, since: number): BudgetUser[] {
  return db.all<BudgetUser>(
    `SELECT x.source, x.actor, s.id AS savedRequestId, coalesce(s.name, x.method || ' ' || coalesce(p.path, '(no endpoint)')) AS words,
       sum(x.attempt_count) AS calls, max(x.id) AS lastExchangeId
     FROM exchanges x LEFT JOIN saved_requests s ON s.id = x.saved_request_id LEFT JOIN endpoints p ON p.id = x.endpoint_id
     WHERE x.api_id = ? AND x.credential_id IS ? AND x.started_at > ? GROUP BY x.source, x.actor, s.id, words ORDER BY calls DESC, words LIMIT 50`,
    apiId,
    credentialId,
    since,
  );
}

function hostsOf(db: Reader, apiId: string): Set<string> {
  const bases = db.all<{ base_url: string }>('SELECT base_url FROM environments WHERE api_id = ?', apiId);
  const sent = db.all<{ host: string }>(
    'SELECT DISTINCT host FROM (SELECT host FROM exchanges WHERE api_id = ? ORDER BY started_at DESC LIMIT 50)',
    apiId,
  );
  return new Set([
    ...bases.flatMap(({ base_url }) => (URL.canParse(base_url) ? [new URL(base_url).host] : [])),
    ...sent.map(({ host }) => host),
  ]);
}
