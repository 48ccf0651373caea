import { gzipSync } from 'node:zlib';
import type { Actor } from '../db/change-log.ts';
import type { Changes, Clock, Commands } from '../db/commands.ts';
import type { Writer } from '../db/sqlite.ts';
import type { ImportPlan, PlannedEndpoint } from '../openapi/import-plan.ts';
import type { PlannedAuthScheme } from '../openapi/plan-auth.ts';
import { keepAnnouncedEnds, keepChanges, type ComparedContract } from './contract-changes.ts';
import { apiOfNames } from './recognise-api.ts';
import { readHttpDate } from '../../../shared/domain/evidence/http-date.ts';

export interface AppliedImport {
  readonly vendorId: string;
  readonly apiId: string;
  readonly words: string;
}

/** Whether this very document, byte for byte, is what an API is checked against now. */
export const isCurrentDocument = (db: Pick<Writer, 'get'>, apiId: string, sha256: string): boolean =>
  db.get('SELECT 1 FROM contracts WHERE api_id = ? AND sha256 = ? AND is_current = 1', apiId, sha256) !== undefined;

/**
 * Writes a plan in one transaction: all of it or nothing. An API that is there gets the contract as its current one; what changed since
 * its last one (`compared`) is kept, and ends that it announces for endpoints we use come onto the calendar.
 */
export function applyPlan(
  commands: Commands,
  clock: Clock,
  actor: Actor,
  plan: ImportPlan,
  text: string,
  compared: ComparedContract | null = null,
): AppliedImport {
  const now = clock.now();
  return commands.run(actor, (changes) => {
    const existing = apiOfNames(changes, plan);
    if (existing.vendorId && existing.apiId && isCurrentDocument(changes, existing.apiId, plan.sha256)) {
      return {
        vendorId: existing.vendorId,
        apiId: existing.apiId,
        words: `${plan.vendorName} ${plan.apiName} ${plan.version} was read from this very document before. Nothing was changed`,
      };
    }
    const vendorId = existing.vendorId ?? addVendor(changes, clock, plan, now);
    const apiId = existing.apiId ?? addApi(changes, clock, plan, vendorId, now);
    if (existing.apiId)
      changes.update('api', apiId, { version: plan.version }, `${plan.vendorName} ${plan.apiName} is now at version ${plan.version}`);
    addEnvironments(changes, clock, plan, apiId, now);
    const contractId = clock.newId();
    const known = new Map(
      changes
        .all<{ method: string; path: string }>('SELECT method, path FROM endpoints WHERE api_id = ?', apiId)
        .map((row) => [`${row.method} ${row.path}`, row]),
    );
    const added = plan.endpoints.filter((endpoint) => !known.has(`${endpoint.method} ${endpoint.path}`)).length;
    const breaking = compared?.comparison.changes.filter(({ level }) => level === 'breaking').length ?? 0;
    const words = `${plan.vendorName} ${plan.apiName} ${plan.version} read from ${plan.fileName}: ${plan.endpoints.length} endpoints, ${added} new${breaking > 0 ? `, ${breaking} breaking changes` : ''}`;
    changes.bulk(
      'contract',
      contractId,
      words,
      { api_id: apiId, sha256: plan.sha256, endpoints: plan.endpoints.length, added, breaking },
      (db) => {
        db.run('UPDATE contracts SET is_current = 0 WHERE api_id = ?', apiId);
        db.run(
          'INSERT INTO contracts (id, api_id, version, format, title, file_name, sha256, document, warnings, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
          contractId,
          apiId,
          plan.version,
          plan.format,
          plan.title,
          plan.fileName,
          plan.sha256,
          gzipSync(text),
          JSON.stringify(plan.warnings),
          now,
        );
        writeAuthSchemes(db, clock, plan.authSchemes, apiId);
        db.run('UPDATE endpoints SET is_in_contract = 0 WHERE api_id = ?', apiId);
        for (const endpoint of plan.endpoints) writeEndpoint(db, clock, endpoint, apiId, now);
        if (compared) {
          const where = { apiId, contractId, fromVersion: compared.fromVersion, toVersion: plan.version, now };
          keepChanges(db, clock, where, compared.comparison.changes);
        }
      },
    );
    if (compared) keepAnnouncedEnds(changes, clock, apiId, `${existing.vendorName} ${existing.apiName}`, plan.version, compared.comparison);
    return { vendorId, apiId, words };
  });
}

function addVendor(changes: Changes, clock: Clock, plan: ImportPlan, now: number): string {
  const id = clock.newId();
  changes.insert(
    'vendor',
    { id, name: plan.vendorName, domain: plan.vendorDomain, docs_url: plan.docsUrl, created_at: now },
    `Vendor ${plan.vendorName} added from ${plan.fileName}`,
  );
  return id;
}

function addApi(changes: Changes, clock: Clock, plan: ImportPlan, vendorId: string, now: number): string {
  const id = clock.newId();
  changes.insert(
    'api',
    {
      id,
      vendor_id: vendorId,
      name: plan.apiName,
      version: plan.version,
      description: plan.description,
      docs_url: plan.docsUrl,
      created_at: now,
    },
    `API ${plan.vendorName} ${plan.apiName} added from ${plan.fileName}`,
  );
  return id;
}

/** Environments of the document that the API does not have yet, by base URL; ones without an address are left out. */
function addEnvironments(changes: Changes, clock: Clock, plan: ImportPlan, apiId: string, now: number): void {
  const known = changes.all<{ name: string; base_url: string }>('SELECT name, base_url FROM environments WHERE api_id = ?', apiId);
  const taken = new Set(known.map((row) => row.base_url));
  const names = new Set(known.map((row) => row.name.toLowerCase()));
  for (const environment of plan.environments) {
    if (environment.baseUrl === null || taken.has(environment.baseUrl)) continue;
    // A newer version often has an address of its own: it stands beside the older one, under a name that tells them apart.
    const name = names.has(environment.name.toLowerCase()) ? `${environment.name} ${plan.version}`.trim() : environment.name;
    names.add(name.toLowerCase());
    const variables = Object.fromEntries(environment.variables.map(({ name, default: value }) => [name, value]));
    changes.insert(
      'environment',
      {
        id: clock.newId(),
        api_id: apiId,
        name,
        base_url: environment.baseUrl,
        kind: environment.kind,
        variables: JSON.stringify(variables),
        created_at: now,
      },
      `Environment ${name} of ${plan.vendorName} ${plan.apiName} added`,
    );
  }
}

function writeAuthSchemes(db: Writer, clock: Clock, schemes: readonly PlannedAuthScheme[], apiId: string): void {
  db.run('DELETE FROM auth_schemes WHERE api_id = ?', apiId);
  for (const scheme of schemes) {
    db.run(
      'INSERT INTO auth_schemes (id, api_id, scheme_key, type, details) VALUES (?, ?, ?, ?, ?)',
      clock.newId(),
      apiId,
      scheme.key,
      scheme.type,
      JSON.stringify({ ...scheme, words: authWords(scheme) }),
    );
  }
}

/** "API key in header X-API-Key", "HTTP basic", "OAuth 2.0 client credentials". */
export function authWords(scheme: PlannedAuthScheme): string {
  switch (scheme.type) {
    case 'apiKey':
      return `API key in ${scheme.in ?? 'header'} ${scheme.name ?? ''}`.trim();
    case 'http':
      return `HTTP ${scheme.scheme ?? 'authentication'}`;
    case 'oauth2':
      return `OAuth 2.0${scheme.flows.length > 0 ? `, ${scheme.flows.map((flow) => flow.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)).join(' or ')}` : ''}`;
    default:
      return scheme.type;
  }
}

function writeEndpoint(db: Writer, clock: Clock, endpoint: PlannedEndpoint, apiId: string, now: number): void {
  db.run(
    `INSERT INTO endpoints (id, api_id, method, path, operation_id, summary, description, tags, is_deprecated, sunset_at, side_effect, idempotency, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (api_id, method, path) DO UPDATE SET operation_id = excluded.operation_id, summary = excluded.summary, description = excluded.description,
       tags = excluded.tags, is_deprecated = excluded.is_deprecated, sunset_at = excluded.sunset_at, side_effect = excluded.side_effect,
       idempotency = excluded.idempotency, is_in_contract = 1`,
    clock.newId(),
    apiId,
    endpoint.method,
    endpoint.path,
    endpoint.operationId,
    endpoint.summary,
    endpoint.description,
    JSON.stringify(endpoint.tags),
    endpoint.deprecated ? 1 : 0,
    endpoint.sunset === null ? null : (readHttpDate(endpoint.sunset, now)?.date.ms ?? null),
    endpoint.sideEffect,
    endpoint.idempotency,
    now,
  );
}
