import type { BusinessProcess, DependencyMap, ProcessLink } from '../../../shared/contract/processes.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Reader } from '../db/sqlite.ts';
import { asStanding, standingsByApi } from './standings.ts';
import { callCounts, listApis, monthAgo } from './store.ts';

interface ProcessRow {
  readonly id: string;
  readonly name: string;
  readonly criticality: BusinessProcess['criticality'];
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly deputy_id: string | null;
  readonly deputy_name: string | null;
  readonly notes: string;
  readonly service_hours: string;
  readonly units_per_hour: number | null;
  readonly unit_name: string;
  readonly value_minor: number | null;
  readonly currency: string | null;
  readonly created_at: number;
}

interface LinkRow {
  readonly id: string;
  readonly process_id: string;
  readonly process_name: string;
  readonly api_id: string;
  readonly strength: ProcessLink['strength'];
  readonly impact: string;
  readonly fallback: string;
}

const criticalityOrder = "CASE p.criticality WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, lower(p.name)";

const readProcesses = (db: Reader): ProcessRow[] =>
  db.all<ProcessRow>(
    `SELECT p.*, o.name AS owner_name, d.name AS deputy_name FROM processes p LEFT JOIN people o ON o.id = p.owner_id
     LEFT JOIN people d ON d.id = p.deputy_id ORDER BY ${criticalityOrder}`,
  );

/** Every link with the API it is on and how that stands, by process and then by strength. */
export function listLinks(db: Reader, now: number): ProcessLink[] {
  const apis = new Map(listApis(db).map((api) => [api.id, api]));
  const standings = standingsByApi(db, now);
  return db
    .all<LinkRow>(
      `SELECT d.id, d.process_id, p.name AS process_name, d.api_id, d.strength, d.impact, d.fallback FROM dependencies d
       JOIN processes p ON p.id = d.process_id ORDER BY ${criticalityOrder}, d.strength, d.created_at`,
    )
    .map((row): ProcessLink => {
      const api = apis.get(row.api_id);
      const standing = standings.get(row.api_id);
      if (!api || !standing) throw new Error(`the link ${row.id} leads to no API`);
      return {
        id: row.id,
        processId: row.process_id,
        processName: row.process_name,
        apiId: row.api_id,
        strength: row.strength,
        impact: row.impact,
        fallback: row.fallback,
        apiName: api.name,
        apiVersion: api.version,
        vendorId: api.vendor_id,
        vendorName: api.vendor_name,
        apiCriticality: api.criticality,
        apiStanding: asStanding(standing, api.id),
      };
    });
}

const badness = { broken: 3, soon: 2, 'no data': 1, holds: 0 } as const;

/** Every process, the most critical first. */
export function listProcesses(db: Reader, now: number): BusinessProcess[] {
  const links = listLinks(db, now);
  const calls = callCounts(db, 'api_id', monthAgo(now));
  return readProcesses(db).map((row): BusinessProcess => {
    const own = links.filter(({ processId }) => processId === row.id);
    return {
      id: row.id,
      name: row.name,
      criticality: row.criticality,
      ownerId: row.owner_id,
      ownerName: row.owner_name,
      deputyId: row.deputy_id,
      deputyName: row.deputy_name,
      notes: row.notes,
      serviceHours: row.service_hours,
      unitsPerHour: row.units_per_hour,
      unitName: row.unit_name,
      valueMinor: row.value_minor,
      currency: row.currency,
      apiCount: own.length,
      withoutFallback: own.filter(({ fallback }) => fallback.trim() === '').length,
      calls30d: own.reduce((sum, { apiId }) => sum + (calls.get(apiId)?.calls ?? 0), 0),
      standing: standingOfProcess(own),
      createdAt: row.created_at,
    };
  });
}

/** A process stands as the worst of what it cannot do without; what only makes it worse never breaks it. */
function standingOfProcess(links: readonly ProcessLink[]): BusinessProcess['standing'] {
  if (links.length === 0) return { state: 'no data', words: 'linked to no API', door: null };
  const felt = links.map((link) => ({
    link,
    state: link.strength === 'soft' && link.apiStanding.state === 'broken' ? ('soon' as const) : link.apiStanding.state,
  }));
  const worst = felt.toSorted((a, b) => badness[b.state] - badness[a.state])[0];
  if (!worst || worst.state === 'holds') return { state: 'holds', words: 'holds', door: null };
  return {
    state: worst.state,
    words: `${worst.link.vendorName} ${worst.link.apiName}: ${worst.link.apiStanding.words}`,
    door: { place: 'inventory', kind: 'api', id: worst.link.apiId },
  };
}

export function showProcess(db: Reader, now: number, id: string): { process: BusinessProcess; links: ProcessLink[] } {
  const process = listProcesses(db, now).find((one) => one.id === id);
  if (!process)
    throw new Fault('not_found', {
      happened: 'There is no such business process.',
      remedy: 'Go back to the inventory; it may have been removed.',
    });
  return { process, links: listLinks(db, now).filter(({ processId }) => processId === id) };
}

/** What depends on what. */
export function dependencyMapOf(db: Reader, now: number): DependencyMap {
  const standings = standingsByApi(db, now);
  const calls = callCounts(db, 'api_id', monthAgo(now));
  const apis = listApis(db);
  const vendors = new Map(apis.map((api) => [api.vendor_id, { id: api.vendor_id, name: api.vendor_name }]));
  return {
    processes: readProcesses(db).map(({ id, name, criticality, owner_name }) => ({ id, name, criticality, ownerName: owner_name })),
    apis: apis.map((api) => {
      const standing = standings.get(api.id);
      if (!standing) throw new Error(`no standing for ${api.id}`);
      return {
        id: api.id,
        name: api.name,
        version: api.version,
        vendorId: api.vendor_id,
        criticality: api.criticality,
        standing: asStanding(standing, api.id),
        calls30d: calls.get(api.id)?.calls ?? 0,
      };
    }),
    vendors: [...vendors.values()],
    links: listLinks(db, now),
  };
}
