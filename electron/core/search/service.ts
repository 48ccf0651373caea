import type { Door } from '../../../shared/contract/procedure.ts';
import type { SearchHit } from '../../../shared/contract/search.ts';
import { findExchanges } from '../console/store.ts';
import type { Reader } from '../db/sqlite.ts';

interface HitRow {
  readonly entity: string;
  readonly entity_id: string;
  readonly title: string;
  readonly detail: string;
  readonly parent: string | null;
}

/**
 * Every word must occur, as a whole or as a beginning; hits in the title count more. Any id of an exchange is found too.
 * Text of punctuation only finds nothing.
 */
export function searchEverything(db: Reader, text: string, limit: number): SearchHit[] {
  const exchanges = findExchanges(db, text.trim()).map((row): SearchHit => ({
    entity: 'exchange',
    id: row.id,
    title: `${row.method} ${row.url}`,
    detail: `Exchange ${row.number}${row.status === null ? '' : `, answered ${row.status}`}`,
    door: { place: 'console', kind: 'exchange', id: row.id },
  }));
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return exchanges;
  const query = words.map((word) => `"${word}"*`).join(' ');
  const rows = db.all<HitRow>(
    `SELECT r.entity, r.entity_id, s.title, s.detail, e.api_id AS parent FROM search s JOIN search_records r ON r.number = s.rowid
       LEFT JOIN environments e ON r.entity = 'environment' AND e.id = r.entity_id
     WHERE search MATCH ? ORDER BY bm25(search, 10.0, 1.0) LIMIT ?`,
    query,
    limit,
  );
  return [
    ...exchanges,
    ...rows.map((row): SearchHit => ({
      entity: row.entity,
      id: row.entity_id,
      title: row.title,
      detail: row.detail.trim(),
      door: doorOf(row),
    })),
  ].slice(0, limit);
}

/** Where each kind of record is shown; the kinds of the inventory are its own. */
const placeOf: Readonly<Record<string, Door['place']>> = {
  credential: 'credentials',
  event: 'calendar',
  person: 'settings',
  savedRequest: 'console',
  guidance: 'console',
  flow: 'console',
  webhook: 'console',
  mapping: 'mappings',
  ledger: 'ledger',
  monitor: 'monitors',
  promise: 'monitors',
  incident: 'monitors',
  runbook: 'runbooks',
  risk: 'scorecards',
  decision: 'scorecards',
  costPlan: 'scorecards',
};

function doorOf({ entity, entity_id: id, parent }: HitRow): Door {
  if (entity === 'environment') return { place: 'inventory', kind: 'api', id: parent ?? '' };
  return { place: placeOf[entity] ?? 'inventory', kind: entity, id };
}
