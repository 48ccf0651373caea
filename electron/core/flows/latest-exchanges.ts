import type { Door } from '../../../shared/contract/procedure.ts';
import type { Reader } from '../db/sqlite.ts';

export interface LatestExchange {
  readonly id: string;
  readonly number: number;
  readonly words: string;
  readonly door: Door;
}

/** The two latest calls that a person made and that were answered, the older first: the order in which a flow would make them. */
export function latestExchanges(db: Reader): LatestExchange[] {
  return db
    .all<{ id: string; number: number; method: string; url: string; status: number }>(
      // Looked for in the index alone: they may stand behind thousands of calls of monitors and flows.
      `SELECT id, number, method, url, status FROM exchanges WHERE number IN (SELECT number FROM exchanges INDEXED BY exchanges_search
         WHERE state = 'answered' AND source IN ('console', 'terminal') AND environment_id IS NOT NULL ORDER BY number DESC LIMIT 2)
       ORDER BY number DESC`,
    )
    .toReversed()
    .map(({ id, number, method, url, status }) => ({
      id,
      number,
      words: `${method} ${pathOf(url)}, answered ${status}`,
      door: { place: 'console', kind: 'exchange', id } as const,
    }));
}

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);
