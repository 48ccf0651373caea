import type { Standing } from '../../../shared/contract/inventory.ts';
import { standingOf, type ApiFacts, type StandingFact } from '../../../shared/domain/standing.ts';
import { eventStanding } from '../../../shared/domain/event-standing.ts';
import type { Reader } from '../db/sqlite.ts';
import { breakingInUse } from './contract-changes.ts';
import { callCounts, monthAgo } from './store.ts';

const dayMs = 86_400_000;

/** How every API stands now, by its id, from exchanges, dates, findings and credentials. */
export function standingsByApi(db: Reader, now: number): Map<string, StandingFact> {
  const facts = new Map<string, ApiFacts>();
  for (const { id } of db.all<{ id: string }>('SELECT id FROM apis'))
    facts.set(id, { recent: [], failingSinceAt: null, lastCallAt: null, nextEnd: null, openFindings: 0, credential: null });
  const add = (apiId: string, part: Partial<ApiFacts>): void => {
    const known = facts.get(apiId);
    if (known) facts.set(apiId, { ...known, ...part });
  };
  for (const row of db.all<{ api_id: string; at: number | null }>(
    'SELECT a.id AS api_id, (SELECT max(started_at) FROM exchanges WHERE api_id = a.id) AS at FROM apis a',
  )) {
    add(row.api_id, { lastCallAt: row.at });
  }
  const recent = db.all<{ api_id: string; id: string; error_class: string; started_at: number }>(
    `SELECT x.api_id, x.id, x.error_class, x.started_at FROM apis a CROSS JOIN exchanges x ON x.number IN (
       SELECT number FROM exchanges WHERE api_id = a.id AND started_at >= ? AND state IN ('answered', 'failed') ORDER BY started_at DESC LIMIT 3)
     ORDER BY x.started_at DESC`,
    now - dayMs,
  );
  for (const row of recent) {
    // What we did wrong ourselves (a bad request by hand) says nothing about how the API stands.
    const isOk = row.error_class === 'ok' || row.error_class === 'ours';
    add(row.api_id, { recent: [...(facts.get(row.api_id)?.recent ?? []), { isOk, at: row.started_at, exchangeId: row.id }] });
  }
  for (const [apiId, { recent: calls }] of facts) {
    if (calls.length > 0 && calls.every(({ isOk }) => !isOk)) add(apiId, { failingSinceAt: failingSince(db, apiId) });
  }
  for (const end of pressingEnds(db, now)) add(end.api_id, { nextEnd: { id: end.id, at: end.effective_at } });
  for (const row of db.all<{ api_id: string; n: number }>(
    "SELECT api_id, count(*) AS n FROM findings WHERE status = 'open' GROUP BY api_id",
  )) {
    add(row.api_id, { openFindings: row.n });
  }
  for (const [apiId, changes] of breakingInUse(db, now)) add(apiId, { breakingInUse: changes.length });
  const credentials = db.all<{ api_id: string; id: string; rotated_at: number; rotation_days: number | null; expires_at: number | null }>(
    `SELECT e.api_id, c.id, c.rotated_at, c.rotation_days, c.expires_at FROM environments e JOIN credentials c ON c.id = e.credential_id
     ORDER BY coalesce(c.expires_at, 9e15) DESC, c.rotated_at DESC`,
  );
  for (const row of credentials) {
    add(row.api_id, {
      credential: {
        id: row.id,
        ageDays: Math.floor((now - row.rotated_at) / dayMs),
        rotationDays: row.rotation_days,
        expiresAt: row.expires_at,
      },
    });
  }
  return new Map([...facts].map(([id, fact]) => [id, standingOf(fact, now)]));
}

interface EndRow {
  readonly id: string;
  readonly kind: string;
  readonly api_id: string;
  readonly endpoint_id: string | null;
  readonly effective_at: number;
  readonly acknowledged_at: number | null;
}

/** The ends that need somebody by the calendar's own rule, the nearest last: what was acknowledged or is not used any more does not. */
function pressingEnds(db: Reader, now: number): EndRow[] {
  const byApi = callCounts(db, 'api_id', monthAgo(now));
  const byEndpoint = callCounts(db, 'endpoint_id', monthAgo(now));
  return db
    .all<EndRow>(
      `SELECT id, kind, api_id, endpoint_id, effective_at, acknowledged_at FROM calendar_events
       WHERE api_id IS NOT NULL AND kind IN ('sunset', 'version_end') AND effective_at IS NOT NULL ORDER BY effective_at DESC`,
    )
    .filter((row) => {
      const calls30d = (row.endpoint_id === null ? byApi.get(row.api_id) : byEndpoint.get(row.endpoint_id))?.calls ?? 0;
      const facts = {
        kind: row.kind,
        effectiveAt: row.effective_at,
        isAcknowledged: row.acknowledged_at !== null,
        isOurs: false,
        calls30d,
      };
      const { state } = eventStanding(facts, now);
      return state === 'soon' || state === 'broken';
    });
}

/** The first failure after the last call that did well. */
function failingSince(db: Reader, apiId: string): number | null {
  const row = db.get<{ at: number | null }>(
    `SELECT min(started_at) AS at FROM exchanges WHERE api_id = ? AND started_at >
       coalesce((SELECT max(started_at) FROM exchanges WHERE api_id = ? AND error_class IN ('ok', 'ours')), 0)`,
    apiId,
    apiId,
  );
  return row?.at ?? null;
}

/** For the screen: the words with the door to what they come from. */
export function asStanding(fact: StandingFact, apiId: string): Standing {
  const door = (): Standing['door'] => {
    switch (fact.cause) {
      case 'failing':
        return { place: 'console', kind: 'exchange', id: fact.recordId ?? '' };
      case 'end':
        return { place: 'calendar', kind: 'event', id: fact.recordId ?? '' };
      case 'credential':
        return { place: 'credentials', kind: 'credential', id: fact.recordId ?? '' };
      case 'changes':
        return { place: 'inventory', kind: 'changes', id: apiId };
      case 'drift':
        return { place: 'inventory', kind: 'api', id: apiId };
      case 'silent':
      case 'none':
        return null;
    }
  };
  return { state: fact.state, words: fact.words, door: door() };
}
