import type { Reader } from '../db/sqlite.ts';
import type { ImportPlan } from '../openapi/import-plan.ts';

export interface RecognisedApi {
  readonly vendorId: string | null;
  readonly apiId: string | null;
  /** The inventory's names where it knows them, else the document's. */
  readonly vendorName: string;
  readonly apiName: string;
}

/** Names that a person gives in place of the document's. */
export interface GivenNames {
  readonly vendorName?: string | undefined;
  readonly apiName?: string | undefined;
}

interface Known {
  readonly vendor_id: string;
  readonly vendor_name: string;
  readonly api_id: string;
  readonly api_name: string;
  readonly domain: string | null;
}

const select = `SELECT v.id AS vendor_id, v.name AS vendor_name, a.id AS api_id, a.name AS api_name, v.domain FROM apis a JOIN vendors v ON v.id = a.vendor_id`;

/**
 * Which API a document is about: the one of its names, without regard to case; else, when a person renamed the vendor or the API since,
 * the only one of the same domain or host whose contract has the same title. Names that were given go before all of it.
 */
export function recogniseApi(db: Pick<Reader, 'get' | 'all'>, plan: ImportPlan, given: GivenNames = {}): RecognisedApi {
  const vendorName = given.vendorName ?? plan.vendorName;
  const apiName = given.apiName ?? plan.apiName;
  const byName = db.get<Known>(
    `${select} WHERE lower(v.name) = lower(?) AND lower(a.name) = lower(?) ORDER BY a.created_at LIMIT 1`,
    vendorName,
    apiName,
  );
  if (byName) return asRecognised(byName);
  if (given.vendorName === undefined && given.apiName === undefined) {
    const byTitle = db
      .all<Known>(
        `${select} WHERE EXISTS (SELECT 1 FROM contracts c WHERE c.api_id = a.id AND c.is_current = 1 AND c.title = ?) LIMIT 20`,
        plan.title,
      )
      .filter((known) => isSameHouse(db, known, plan));
    const [only] = byTitle;
    if (byTitle.length === 1 && only) return asRecognised(only);
  }
  const vendor = db.get<{ id: string; name: string }>('SELECT id, name FROM vendors WHERE lower(name) = lower(?)', vendorName);
  return { vendorId: vendor?.id ?? null, apiId: null, vendorName: vendor?.name ?? vendorName, apiName };
}

/** The API of exactly these names; for a plan that was recognised, or named by a person, before. */
export const apiOfNames = (db: Pick<Reader, 'get' | 'all'>, plan: ImportPlan): RecognisedApi =>
  recogniseApi(db, plan, { vendorName: plan.vendorName, apiName: plan.apiName });

const asRecognised = (known: Known): RecognisedApi => ({
  vendorId: known.vendor_id,
  apiId: known.api_id,
  vendorName: known.vendor_name,
  apiName: known.api_name,
});

/** The same domain, or an environment on the same host. */
function isSameHouse(db: Pick<Reader, 'all'>, known: Known, plan: ImportPlan): boolean {
  if (plan.vendorDomain !== null && known.domain === plan.vendorDomain) return true;
  const hosts = new Set(plan.environments.map(({ baseUrl }) => hostOf(baseUrl)).filter((host) => host !== null));
  return db
    .all<{ base_url: string }>('SELECT base_url FROM environments WHERE api_id = ?', known.api_id)
    .some(({ base_url }) => hosts.has(hostOf(base_url) ?? ''));
}

const hostOf = (url: string | null): string | null => (url === null ? null : (URL.parse(url)?.host ?? null));
