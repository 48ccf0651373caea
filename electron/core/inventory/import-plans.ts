import { Fault } from '../../../shared/contract/errors.ts';
import type { ImportPlan } from '../../../shared/contract/inventory.ts';
import { plural } from '../../../shared/domain/grouped.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { ImportPlan as DocumentPlan } from '../openapi/import-plan.ts';
import { authWords, isCurrentDocument } from './apply-plan.ts';
import { showComparison, type ComparedContract } from './contract-changes.ts';
import type { ReadPlanResult } from './read-plan.ts';
import { apiOfNames } from './recognise-api.ts';

const keptPlans = 8;

/** A document that was read, under the inventory's names, and what changed since the contract it replaces. */
export interface WaitingImport extends ReadPlanResult {
  readonly compared: ComparedContract | null;
}

/** Plans that were shown and not yet applied. Kept in memory: after a restart the file is simply read again. */
export class ImportPlans {
  readonly #clock: Clock;
  readonly #plans = new Map<string, WaitingImport>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(read: WaitingImport): string {
    const id = this.#clock.newId();
    this.#plans.set(id, read);
    for (const oldest of [...this.#plans.keys()].slice(0, Math.max(0, this.#plans.size - keptPlans))) this.#plans.delete(oldest);
    return id;
  }

  /** A plan stays until it is dropped: when applying it fails, it can be tried again. */
  get(planId: string): WaitingImport {
    const read = this.#plans.get(planId);
    if (!read)
      throw new Fault('not_found', {
        happened: 'This import is no longer waiting.',
        remedy: 'Choose the file again. Nothing was changed.',
      });
    return read;
  }

  drop(planId: string): void {
    this.#plans.delete(planId);
  }
}

/** Limits what one answer carries; a document has at most a few thousand endpoints. */
const shownEndpoints = 10_000;

/** The plan beside what is in the inventory: what is new, what stays, what goes. */
export function describePlan(db: Reader, now: number, planId: string, { plan, compared }: WaitingImport): ImportPlan {
  const existing = apiOfNames(db, plan);
  const rows = existing.apiId
    ? db.all<{ method: string; path: string; summary: string; is_deprecated: number }>(
        'SELECT method, path, summary, is_deprecated FROM endpoints WHERE api_id = ? AND is_in_contract = 1',
        existing.apiId,
      )
    : [];
  const known = new Map(rows.map((row) => [`${row.method} ${row.path}`, row]));
  const isSameDocument = existing.apiId !== null && isCurrentDocument(db, existing.apiId, plan.sha256);
  const endpoints = plan.endpoints.map((endpoint) => {
    const before = known.get(`${endpoint.method} ${endpoint.path}`);
    const change = !before
      ? ('new' as const)
      : before.summary === endpoint.summary && before.is_deprecated === (endpoint.deprecated ? 1 : 0)
        ? ('same' as const)
        : ('changed' as const);
    return { method: endpoint.method, path: endpoint.path, summary: endpoint.summary, isDeprecated: endpoint.deprecated, change };
  });
  const named = new Set(endpoints.map(({ method, path }) => `${method} ${path}`));
  const removedEndpoints = rows.filter((row) => !named.has(`${row.method} ${row.path}`)).map(({ method, path }) => ({ method, path }));
  const comparison = compared && existing.apiId && !isSameDocument ? showComparison(db, now, existing.apiId, plan.version, compared) : null;
  return {
    planId,
    fileName: plan.fileName,
    format: plan.format,
    title: plan.title,
    version: plan.version,
    vendorName: plan.vendorName,
    apiName: plan.apiName,
    existing: { vendorId: existing.vendorId, apiId: existing.apiId, isSameDocument },
    environments: plan.environments.map(({ name, baseUrl, relativeUrl, kind }) => ({ name, baseUrl: baseUrl ?? relativeUrl ?? '', kind })),
    authSchemes: plan.authSchemes.map((scheme) => ({ key: scheme.key, type: scheme.type, words: authWords(scheme) })),
    endpoints: endpoints.slice(0, shownEndpoints),
    removedEndpoints,
    warnings: plan.warnings.map(({ message, place }) => ({
      message,
      place: place.line === undefined ? (place.path ?? null) : `line ${place.line}`,
    })),
    comparison,
    words: planWords(plan, existing, endpoints, removedEndpoints.length, isSameDocument, comparison),
  };
}

function planWords(
  plan: DocumentPlan,
  existing: { vendorId: string | null; apiId: string | null },
  endpoints: ImportPlan['endpoints'],
  removed: number,
  isSameDocument: boolean,
  comparison: ImportPlan['comparison'],
): string {
  if (isSameDocument)
    return `${plan.vendorName} ${plan.apiName} ${plan.version} is in the inventory already, from this very document. Nothing would change.`;
  if (existing.apiId) {
    const added = endpoints.filter(({ change }) => change === 'new').length;
    const step = comparison ? `from ${comparison.fromVersion} to ${plan.version}` : `to ${plan.version}`;
    const parts = [
      comparison ? changeWords(comparison) : '',
      added > 0 ? plural(added, 'new endpoint') : '',
      removed > 0 ? `${plural(removed, 'endpoint')} no longer there` : '',
    ].filter((part) => part !== '');
    return `Updates ${plan.vendorName} ${plan.apiName} ${step}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.${isOlder(plan.version, comparison) ? ' This is an older version than the one in use now.' : ''}`;
  }
  const deprecated = endpoints.filter(({ isDeprecated }) => isDeprecated).length;
  const vendor = existing.vendorId ? '' : `vendor ${plan.vendorName}, `;
  return `Adds ${vendor}API ${plan.apiName} ${plan.version}, ${plural(plan.environments.length, 'environment')}, ${plural(endpoints.length, 'endpoint')}${deprecated > 0 ? ` (${deprecated} deprecated)` : ''}.`;
}

/** "42 breaking changes, 3 of them on what you use". */
function changeWords({ breaking, breakingUsed }: NonNullable<ImportPlan['comparison']>): string {
  if (breaking === 0) return 'nothing breaks';
  if (breaking === 1) return `1 breaking change, ${breakingUsed === 0 ? 'not on what you use' : 'on what you use'}`;
  const used = breakingUsed === 0 ? 'none of them on what you use' : `${breakingUsed} of them on what you use`;
  return `${breaking} breaking changes, ${used}`;
}

/** Only versions that are plain numbers, or dates, can be told apart with certainty. */
function isOlder(version: string, comparison: ImportPlan['comparison']): boolean {
  if (!comparison) return false;
  const before = comparison.fromVersion;
  if (/^v?\d+$/i.test(version) && /^v?\d+$/i.test(before)) return Number(version.replace(/v/i, '')) < Number(before.replace(/v/i, ''));
  const day = /^\d{4}-\d{2}-\d{2}$/;
  return day.test(version) && day.test(before) && version < before;
}
