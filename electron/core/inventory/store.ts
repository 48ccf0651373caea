import type { DataClass, Dependency, Endpoint, Environment, Lifecycle, Vendor } from '../../../shared/contract/inventory.ts';
import type { Reader } from '../db/sqlite.ts';

const dayMs = 86_400_000;
/** Start of the 30 UTC days that end today: every figure of “30 days” counts from here, so that they agree. */
export const monthAgo = (now: number): number => Math.floor(now / dayMs) * dayMs - 29 * dayMs;

export interface ApiRecord {
  readonly id: string;
  readonly vendor_id: string;
  readonly vendor_name: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly docs_url: string | null;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly deputy_id: string | null;
  readonly deputy_name: string | null;
  readonly criticality: 'high' | 'medium' | 'low';
  readonly escalation: string;
  readonly escalation_ladder: string;
  readonly lifecycle: Lifecycle;
  readonly data_classes: string;
  readonly notes: string;
}

const selectApis = `SELECT a.*, v.name AS vendor_name, o.name AS owner_name, d.name AS deputy_name FROM apis a
  JOIN vendors v ON v.id = a.vendor_id LEFT JOIN people o ON o.id = a.owner_id LEFT JOIN people d ON d.id = a.deputy_id`;

export const listApis = (db: Reader): ApiRecord[] => db.all<ApiRecord>(`${selectApis} ORDER BY lower(v.name), lower(a.name), a.version`);
export const getApi = (db: Reader, id: string): ApiRecord | undefined => db.get<ApiRecord>(`${selectApis} WHERE a.id = ?`, id);

export interface ApiCounts {
  readonly api_id: string;
  readonly endpoints: number;
  readonly deprecated: number;
}
export const endpointCounts = (db: Reader): Map<string, ApiCounts> =>
  new Map(
    db
      .all<ApiCounts>(
        'SELECT api_id, count(*) AS endpoints, sum(is_deprecated) AS deprecated FROM endpoints WHERE is_in_contract = 1 GROUP BY api_id',
      )
      .map((row) => [row.api_id, row]),
  );

export interface CallCounts {
  readonly key: string;
  readonly calls: number;
  readonly failed: number;
  readonly last: number | null;
}
const counted = { api_id: 'apis', endpoint_id: 'endpoints', credential_id: 'credentials' } as const;

/** Calls since a time by API, endpoint or credential. A call that failed is any that was not ok. */
export const callCounts = (db: Reader, by: keyof typeof counted, since: number): Map<string, CallCounts> =>
  new Map(
    db
      .all<CallCounts>(
        `SELECT k.id AS key, count(*) AS calls, sum(x.error_class <> 'ok') AS failed, max(x.started_at) AS last
         FROM ${counted[by]} k CROSS JOIN exchanges x ON x.${by} = k.id AND x.started_at >= ? GROUP BY k.id`,
        since,
      )
      .map((row) => [row.key, row]),
  );

export const processesByApi = (db: Reader): Map<string, string[]> => {
  const names = new Map<string, string[]>();
  for (const row of db.all<{ api_id: string; name: string }>(
    'SELECT DISTINCT d.api_id, p.name FROM dependencies d JOIN processes p ON p.id = d.process_id ORDER BY p.name',
  )) {
    names.set(row.api_id, [...(names.get(row.api_id) ?? []), row.name]);
  }
  return names;
};

export const limitPeaks = (db: Reader, since: number): Map<string, number> =>
  new Map(
    db
      .all<{ api_id: string; peak: number }>(
        'SELECT api_id, max(peak_percent) AS peak FROM limits WHERE peak_percent IS NOT NULL AND seen_at >= ? GROUP BY api_id',
        since,
      )
      .map((row) => [row.api_id, row.peak]),
  );

export function listEnvironments(db: Reader, apiId: string): Environment[] {
  return db
    .all<{
      id: string;
      api_id: string;
      name: string;
      base_url: string;
      kind: Environment['kind'];
      credential_id: string | null;
      credential_name: string | null;
    }>(
      `SELECT e.*, c.name AS credential_name FROM environments e LEFT JOIN credentials c ON c.id = e.credential_id WHERE e.api_id = ?
       ORDER BY CASE e.kind WHEN 'sandbox' THEN 0 WHEN 'other' THEN 1 ELSE 2 END, e.name`,
      apiId,
    )
    .map((row) => ({
      id: row.id,
      apiId: row.api_id,
      name: row.name,
      baseUrl: row.base_url,
      kind: row.kind,
      credentialId: row.credential_id,
      credentialName: row.credential_name,
    }));
}

export function listVendors(db: Reader): Vendor[] {
  return db
    .all<{
      id: string;
      name: string;
      domain: string | null;
      category: string | null;
      docs_url: string | null;
      status_url: string | null;
      notes: string;
      apis: number;
    }>('SELECT v.*, (SELECT count(*) FROM apis a WHERE a.vendor_id = v.id) AS apis FROM vendors v ORDER BY lower(v.name)')
    .map((row) => ({
      id: row.id,
      name: row.name,
      domain: row.domain,
      category: row.category,
      docsUrl: row.docs_url,
      statusUrl: row.status_url,
      notes: row.notes,
      apiCount: row.apis,
    }));
}

export function listEndpoints(db: Reader, now: number, apiId: string | null, text: string): Endpoint[] {
  const calls = callCounts(db, 'endpoint_id', monthAgo(now));
  const like = `%${text.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
  return db
    .all<{
      id: string;
      api_id: string;
      method: string;
      path: string;
      operation_id: string | null;
      summary: string;
      tags: string;
      is_deprecated: number;
      sunset_at: number | null;
      side_effect: Endpoint['sideEffect'];
      notes: string;
      data_classes: string;
      findings: number;
      last: string | null;
    }>(
      `SELECT n.*, (SELECT count(*) FROM findings f WHERE f.endpoint_id = n.id AND f.status = 'open') AS findings,
         (SELECT json_array(x.status, x.error_class) FROM exchanges x WHERE x.endpoint_id = n.id AND x.state <> 'sent' ORDER BY x.started_at DESC LIMIT 1) AS last
       FROM endpoints n
       WHERE (? IS NULL OR n.api_id = ?) AND n.is_in_contract = 1
         AND (n.method || ' ' || n.path || ' ' || n.summary || ' ' || coalesce(n.operation_id, '') || ' ' || n.notes) LIKE ? ESCAPE '\\'
       ORDER BY n.api_id, n.path, n.method LIMIT 5000`,
      apiId,
      apiId,
      like,
    )
    .map((row) => ({
      id: row.id,
      apiId: row.api_id,
      method: row.method,
      path: row.path,
      operationId: row.operation_id,
      summary: row.summary,
      tags: JSON.parse(row.tags) as string[],
      isDeprecated: row.is_deprecated === 1,
      sunsetAt: row.sunset_at,
      sideEffect: row.side_effect,
      calls30d: calls.get(row.id)?.calls ?? 0,
      failed30d: calls.get(row.id)?.failed ?? 0,
      lastCallAt: calls.get(row.id)?.last ?? null,
      ...lastOf(row.last),
      openFindings: row.findings,
      dataClasses: JSON.parse(row.data_classes) as DataClass[],
      notes: row.notes,
    }));
}

function lastOf(last: string | null): Pick<Endpoint, 'lastStatus' | 'lastErrorClass'> {
  const [lastStatus, lastErrorClass] = last === null ? [null, null] : (JSON.parse(last) as [number | null, string]);
  return { lastStatus, lastErrorClass };
}

export function listDependencies(db: Reader, apiId: string): Dependency[] {
  return db.all<Dependency>(
    `SELECT d.id, d.process_id AS processId, p.name AS processName, d.api_id AS apiId, d.strength, d.impact, d.fallback
     FROM dependencies d JOIN processes p ON p.id = d.process_id WHERE d.api_id = ? ORDER BY p.name`,
    apiId,
  );
}
