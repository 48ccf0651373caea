import type { PlannedChange } from '../../../shared/contract/contract-changes.ts';
import { listSavedRequests } from '../console/saved-requests.ts';
import type { Reader } from '../db/sqlite.ts';
import { monthAgo } from './store.ts';

export type EndpointUse = Pick<PlannedChange, 'endpointId' | 'isUsed' | 'calls30d' | 'calls90d' | 'savedRequests'>;

const dayMs = 86_400_000;
/** "GET /a/{id}" and "GET /a/{orderId}" are the same endpoint. */
const keyOf = (method: string, path: string): string => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;

/** Whether we use the endpoints of an API: called within 90 days, or a saved request calls them. */
export class UseOfApi {
  readonly #uses = new Map<string, EndpointUse>();
  readonly #whole: EndpointUse;

  constructor(db: Reader, now: number, apiId: string) {
    const calls = new Map(
      db
        .all<{ endpoint_id: string; month: number; quarter: number }>(
          `SELECT p.id AS endpoint_id, sum(x.started_at >= ?) AS month, count(*) AS quarter
           FROM endpoints p CROSS JOIN exchanges x ON x.endpoint_id = p.id AND x.started_at >= ? WHERE p.api_id = ? GROUP BY p.id`,
          monthAgo(now),
          monthAgo(now) - 60 * dayMs,
          apiId,
        )
        .map((row) => [row.endpoint_id, row]),
    );
    const saved = new Map<string, string[]>();
    for (const request of listSavedRequests(db)) {
      if (request.apiId !== apiId || request.endpointId === null) continue;
      saved.set(request.endpointId, [...(saved.get(request.endpointId) ?? []), request.name]);
    }
    for (const row of db.all<{ id: string; method: string; path: string }>(
      'SELECT id, method, path FROM endpoints WHERE api_id = ?',
      apiId,
    )) {
      const calls90d = calls.get(row.id)?.quarter ?? 0;
      const savedRequests = saved.get(row.id) ?? [];
      this.#uses.set(keyOf(row.method, row.path), {
        endpointId: row.id,
        isUsed: calls90d > 0 || savedRequests.length > 0,
        calls30d: calls.get(row.id)?.month ?? 0,
        calls90d,
        savedRequests,
      });
    }
    const all = [...this.#uses.values()];
    this.#whole = {
      endpointId: null,
      isUsed: all.some(({ isUsed }) => isUsed),
      calls30d: all.reduce((sum, one) => sum + one.calls30d, 0),
      calls90d: all.reduce((sum, one) => sum + one.calls90d, 0),
      savedRequests: [],
    };
  }

  /** The use of one endpoint; of the API as a whole when none is named. */
  of(method: string | null, path: string | null): EndpointUse {
    if (method === null || path === null) return this.#whole;
    return this.#uses.get(keyOf(method, path)) ?? unused;
  }
}

const unused: EndpointUse = { endpointId: null, isUsed: false, calls30d: 0, calls90d: 0, savedRequests: [] };
