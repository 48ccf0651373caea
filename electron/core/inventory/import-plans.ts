import { Fault } from '../../../shared/contract/errors.ts';
import type { ImportPlan } from '../../../shared/contract/inventory.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { ImportPlan as DocumentPlan } from '../openapi/import-plan.ts';
import { authWords, findExisting, isCurrentDocument } from './apply-plan.ts';
import type { ReadPlanResult } from './read-plan.ts';

const keptPlans = 8;

/** Plans that were shown and not yet applied. Kept in memory: after a restart the file is simply read again. */
export class ImportPlans {
  readonly #clock: Clock;
  readonly #plans = new Map<string, ReadPlanResult>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(read: ReadPlanResult): string {
    const id = this.#clock.newId();
    this.#plans.set(id, read);
    for (const oldest of [...this.#plans.keys()].slice(0, Math.max(0, this.#plans.size - keptPlans))) this.#plans.delete(oldest);
    return id;
  }

  /** A plan stays until it is dropped: when applying it fails, it can be tried again. */
  get(planId: string): ReadPlanResult {
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
export function describePlan(db: Reader, planId: string, plan: DocumentPlan): ImportPlan {
  const existing = findExisting(db, plan.vendorName, plan.apiName);
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
  return {
    planId,
    fileName: plan.fileName,
    format: plan.format,
    title: plan.title,
    version: plan.version,
    vendorName: plan.vendorName,
    apiName: plan.apiName,
    existing: { ...existing, isSameDocument },
    environments: plan.environments.map(({ name, baseUrl, relativeUrl, kind }) => ({ name, baseUrl: baseUrl ?? relativeUrl ?? '', kind })),
    authSchemes: plan.authSchemes.map((scheme) => ({ key: scheme.key, type: scheme.type, words: authWords(scheme) })),
    endpoints: endpoints.slice(0, shownEndpoints),
    removedEndpoints,
    warnings: plan.warnings.map(({ message, place }) => ({
      message,
      place: place.line === undefined ? (place.path ?? null) : `line ${place.line}`,
    })),
    words: planWords(plan, existing, endpoints, removedEndpoints.length, isSameDocument),
  };
}

function planWords(
  plan: DocumentPlan,
  existing: { vendorId: string | null; apiId: string | null },
  endpoints: ImportPlan['endpoints'],
  removed: number,
  isSameDocument: boolean,
): string {
  const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
  if (isSameDocument)
    return `${plan.vendorName} ${plan.apiName} ${plan.version} is in the inventory already, from this very document. Nothing would change.`;
  if (existing.apiId) {
    const added = endpoints.filter(({ change }) => change === 'new').length;
    const changed = endpoints.filter(({ change }) => change === 'changed').length;
    return `Updates ${plan.vendorName} ${plan.apiName} to ${plan.version}: ${count(added, 'new endpoint')}, ${changed} changed, ${removed} no longer there.`;
  }
  const deprecated = endpoints.filter(({ isDeprecated }) => isDeprecated).length;
  const vendor = existing.vendorId ? '' : `vendor ${plan.vendorName}, `;
  return `Adds ${vendor}API ${plan.apiName} ${plan.version}, ${count(plan.environments.length, 'environment')}, ${count(endpoints.length, 'endpoint')}${deprecated > 0 ? ` (${deprecated} deprecated)` : ''}.`;
}
