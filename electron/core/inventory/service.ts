import { Fault } from '../../../shared/contract/errors.ts';
import type { ApiDetail, ApiRow, DataClass } from '../../../shared/contract/inventory.ts';
import type { EscalationStep } from '../../../shared/domain/inventory/escalation-ladder.ts';
import type { Reader } from '../db/sqlite.ts';
import { listDeclaredLimits, tightestWritten } from './declared-limits.ts';
import { evidenceOf } from './evidence-lines.ts';
import { listFindings } from './findings.ts';
import { asStanding, standingsByApi } from './standings.ts';
import {
  callCounts,
  endpointCounts,
  getApi,
  limitPeaks,
  listApis,
  listDependencies,
  listEnvironments,
  listVendors,
  monthAgo,
  processesByApi,
  type ApiRecord,
} from './store.ts';

export type ApiView = 'all' | 'used by a process' | 'need you' | 'not linked';

/** The list: what needs a person first, then by criticality, then by name. */
export function listApiRows(db: Reader, now: number, filter: { text: string; view: ApiView }): ApiRow[] {
  const rows = allRows(db, now);
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter((row) => isInView(row, filter.view))
    .filter((row) => {
      const text = [row.vendorName, row.name, row.version, row.ownerName ?? 'nobody', ...row.processes, row.criticality, row.standing.words]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

const stateRank = { broken: 0, soon: 1, holds: 2, 'no data': 2 } as const;
const criticalityRank = { high: 0, medium: 1, low: 2 } as const;
const rankOf = (row: ApiRow): number => stateRank[row.standing.state] * 10 + criticalityRank[row.criticality];

function isInView(row: ApiRow, view: ApiView): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'used by a process':
      return row.processes.length > 0;
    case 'need you':
      return row.standing.state === 'broken' || row.standing.state === 'soon';
    case 'not linked':
      return row.processes.length === 0;
  }
}

function allRows(db: Reader, now: number): ApiRow[] {
  const since = monthAgo(now);
  const facts = {
    standings: standingsByApi(db, now),
    endpoints: endpointCounts(db),
    calls: callCounts(db, 'api_id', since),
    processes: processesByApi(db),
    peaks: limitPeaks(db, since),
    written: tightestWritten(db),
  };
  return listApis(db).map((api) => rowOf(api, facts));
}

interface RowFacts {
  readonly standings: ReturnType<typeof standingsByApi>;
  readonly endpoints: ReturnType<typeof endpointCounts>;
  readonly calls: ReturnType<typeof callCounts>;
  readonly processes: ReturnType<typeof processesByApi>;
  readonly peaks: ReturnType<typeof limitPeaks>;
  readonly written: ReturnType<typeof tightestWritten>;
}

function rowOf(api: ApiRecord, facts: RowFacts): ApiRow {
  const standing = facts.standings.get(api.id);
  if (!standing) throw new Error(`no standing for ${api.id}`);
  const calls = facts.calls.get(api.id);
  return {
    id: api.id,
    vendorId: api.vendor_id,
    vendorName: api.vendor_name,
    name: api.name,
    version: api.version,
    ownerName: api.owner_name,
    processes: facts.processes.get(api.id) ?? [],
    criticality: api.criticality,
    endpointCount: facts.endpoints.get(api.id)?.endpoints ?? 0,
    deprecatedCount: facts.endpoints.get(api.id)?.deprecated ?? 0,
    calls30d: calls?.calls ?? 0,
    failed30d: calls?.failed ?? 0,
    limitPeakPercent: facts.peaks.get(api.id) ?? null,
    writtenLimit: facts.written.get(api.id) ?? null,
    lastCallAt: calls?.last ?? null,
    standing: asStanding(standing, api.id),
  };
}

export interface InventoryCounts {
  readonly vendors: number;
  readonly apis: number;
  readonly usedByProcess: number;
  readonly needYou: number;
  readonly notLinked: number;
  readonly withoutOwner: number;
  readonly processes: number;
  readonly linksWithoutFallback: number;
}

export function summarise(db: Reader, now: number): InventoryCounts {
  const rows = allRows(db, now);
  return {
    vendors: new Set(rows.map((row) => row.vendorId)).size,
    apis: rows.length,
    usedByProcess: rows.filter((row) => isInView(row, 'used by a process')).length,
    needYou: rows.filter((row) => isInView(row, 'need you')).length,
    notLinked: rows.filter((row) => isInView(row, 'not linked')).length,
    withoutOwner: rows.filter((row) => row.ownerName === null).length,
    processes: db.get<{ n: number }>('SELECT count(*) AS n FROM processes')?.n ?? 0,
    linksWithoutFallback: db.get<{ n: number }>("SELECT count(*) AS n FROM dependencies WHERE trim(fallback) = ''")?.n ?? 0,
  };
}

export function showApi(db: Reader, now: number, id: string): ApiDetail {
  const api = getApi(db, id);
  if (!api)
    throw new Fault('not_found', { happened: 'There is no such API.', remedy: 'Go back to the inventory; it may have been removed.' });
  const row = allRows(db, now).find((candidate) => candidate.id === id);
  const vendor = listVendors(db).find((candidate) => candidate.id === api.vendor_id);
  if (!row || !vendor) throw new Error(`the API ${id} has no vendor`);
  return {
    api: row,
    ownerId: api.owner_id,
    deputyId: api.deputy_id,
    deputyName: api.deputy_name,
    escalation: api.escalation,
    escalationLadder: JSON.parse(api.escalation_ladder) as EscalationStep[],
    lifecycle: api.lifecycle,
    dataClasses: JSON.parse(api.data_classes) as DataClass[],
    notes: api.notes,
    description: api.description,
    docsUrl: api.docs_url,
    vendor,
    environments: listEnvironments(db, id),
    contracts: db
      .all<{ id: string; version: string; format: string; file_name: string; sha256: string; imported_at: number; is_current: number }>(
        'SELECT id, version, format, file_name, sha256, imported_at, is_current FROM contracts WHERE api_id = ? ORDER BY imported_at DESC',
        id,
      )
      .map((contract) => ({
        id: contract.id,
        version: contract.version,
        format: contract.format,
        fileName: contract.file_name,
        sha256: contract.sha256,
        importedAt: contract.imported_at,
        isCurrent: contract.is_current === 1,
      })),
    authSchemes: db
      .all<{ scheme_key: string; type: string; details: string }>(
        'SELECT scheme_key, type, details FROM auth_schemes WHERE api_id = ? ORDER BY scheme_key',
        id,
      )
      .map((scheme) => {
        const details = JSON.parse(scheme.details) as Partial<Record<'words' | 'in' | 'name' | 'scheme', string | null>>;
        return {
          key: scheme.scheme_key,
          type: scheme.type,
          words: details.words ?? scheme.type,
          in: details.in ?? null,
          name: details.name ?? null,
          scheme: details.scheme ?? null,
        };
      }),
    limits: db
      .all<{
        id: string;
        policy: string;
        unit: string;
        limit_value: number | null;
        remaining: number | null;
        window_seconds: number | null;
        peak_percent: number | null;
        seen_at: number;
        exchange_id: string;
      }>('SELECT * FROM limits WHERE api_id = ? ORDER BY peak_percent DESC', id)
      .map((limit) => ({
        id: limit.id,
        policy: limit.policy,
        unit: limit.unit,
        limit: limit.limit_value,
        remaining: limit.remaining,
        windowSeconds: limit.window_seconds,
        peakPercent: limit.peak_percent,
        seenAt: limit.seen_at,
        exchangeId: limit.exchange_id,
      })),
    declaredLimits: listDeclaredLimits(db, now, id),
    findings: listFindings(db, id),
    dependencies: listDependencies(db, id),
    evidence: evidenceOf(db, id),
  };
}
