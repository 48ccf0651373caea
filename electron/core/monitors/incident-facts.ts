import type { Reader } from '../db/sqlite.ts';

/** What another feature takes from an incident. */
export interface IncidentFacts {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly apiId: string | null;
  readonly apiName: string | null;
  readonly vendorName: string | null;
  readonly attribution: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly processes: readonly string[];
}

/** The incident's own columns are all that is read here, so that a run about it can be shown when its monitor is long gone. */
export function findIncident(db: Reader, id: string): IncidentFacts | null {
  const row = db.get<Omit<IncidentFacts, 'processes'>>(
    `SELECT i.id, i.number, i.title, i.api_id AS apiId, a.name AS apiName, v.name AS vendorName, i.attribution, i.opened_at AS openedAt, i.closed_at AS closedAt
     FROM incidents i LEFT JOIN apis a ON a.id = i.api_id LEFT JOIN vendors v ON v.id = a.vendor_id WHERE i.id = ?`,
    id,
  );
  if (!row) return null;
  const processes = row.apiId
    ? db
        .all<{ name: string }>(
          'SELECT DISTINCT p.name FROM processes p JOIN dependencies d ON d.process_id = p.id WHERE d.api_id = ? ORDER BY p.name',
          row.apiId,
        )
        .map(({ name }) => name)
    : [];
  return { ...row, processes };
}
