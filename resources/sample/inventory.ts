import { createHash } from 'node:crypto';
import type { CatalogueApi, CatalogueEndpoint, CatalogueVendor } from './catalogue.ts';
import { safeguardColumns } from './safeguards.ts';
import { day, hour, minute, sampleBegins } from './sample-time.ts';
import { found, Stock, type SampleApi, type SampleEndpoint, type SampleEnvironment, type Stage } from './stage.ts';
import { insertRow } from './timeline.ts';

/** Finds what was imported, and plans the rest of the inventory: vendors, APIs, environments, endpoints, owners. */
export function planInventory(stage: Stage, catalogue: readonly CatalogueVendor[]): Stock {
  const vendorIds = new Map<string, string>();
  const apis: SampleApi[] = [];
  catalogue.forEach((vendor, place) => {
    // Typed in on the second day, one vendor after the other.
    const at = sampleBegins(stage.now) + day + 2 * hour + place * 17 * minute;
    const vendorId = vendor.isImported ? findVendor(stage, vendor.name) : stage.newId(at);
    vendorIds.set(vendor.name, vendorId);
    const stocked = vendor.apis.map((spec) => stockApi(stage, at, vendor, vendorId, spec));
    if (vendor.isImported) planEnrichment(stage, at, vendor, vendorId, stocked);
    else planVendor(stage, at, vendor, vendorId, stocked);
    planOwners(stage, place, stocked);
    apis.push(...stocked.map(({ api }) => api));
  });
  return new Stock(apis, vendorIds);
}

/** An API with the rows that are still to be written for it. */
interface StockedApi {
  readonly api: SampleApi;
  readonly isNew: boolean;
  readonly newEnvironments: readonly (SampleEnvironment & { readonly name: string })[];
}

function findVendor({ db }: Stage, name: string): string {
  return found(db.get<{ id: string }>('SELECT id FROM vendors WHERE name = ?', name), `vendor ${name}, imported from its contract,`).id;
}

function stockApi({ db, newId }: Stage, at: number, vendor: CatalogueVendor, vendorId: string, spec: CatalogueApi): StockedApi {
  const key = `${vendor.name} ${spec.name}`;
  const known = spec.isImported
    ? found(
        db.get<{ id: string }>('SELECT id FROM apis WHERE vendor_id = ? AND name = ?', vendorId, spec.name),
        `API ${key}, imported from its contract,`,
      )
    : undefined;
  const id = known?.id ?? newId(at);
  const contract = known
    ? found(
        db.get<{ id: string; version: string }>('SELECT id, version FROM contracts WHERE api_id = ? AND is_current = 1', id),
        `contract of ${key}`,
      )
    : null;
  const environments: SampleEnvironment[] = known
    ? db
        .all<{ id: string; kind: SampleEnvironment['kind']; base_url: string }>(
          'SELECT id, kind, base_url FROM environments WHERE api_id = ? ORDER BY created_at, name',
          id,
        )
        .map((row) => ({ id: row.id, kind: row.kind, baseUrl: row.base_url, variables: {}, credential: null }))
    : [];
  const newEnvironments = spec.environments.map(({ name, kind, baseUrl, variables }) => ({
    id: newId(at),
    name,
    kind,
    baseUrl,
    variables: variables ?? {},
    credential: null,
  }));
  const endpoints = spec.endpoints.map(([method, path, , share, okStatus]): SampleEndpoint => {
    const row = known
      ? db.get<{ id: string }>('SELECT id FROM endpoints WHERE api_id = ? AND method = ? AND path = ?', id, method, path)
      : undefined;
    return { id: known ? found(row, `endpoint ${key} ${method} ${path}`).id : newId(at), method, path, share, okStatus };
  });
  return {
    api: { key, id, vendorId, spec, contract, environments: [...environments, ...newEnvironments], endpoints },
    isNew: !known,
    newEnvironments,
  };
}

function planVendor(stage: Stage, at: number, vendor: CatalogueVendor, vendorId: string, stocked: readonly StockedApi[]): void {
  const row = {
    id: vendorId,
    name: vendor.name,
    domain: vendor.domain,
    category: vendor.category,
    docs_url: vendor.docsUrl,
    status_url: vendor.statusUrl,
    notes: vendor.notes,
    created_at: at,
  };
  const words =
    stocked.length === 1
      ? `Added ${vendor.name} with the API ${stocked[0]?.api.spec.name ?? ''}`
      : `Added ${vendor.name} with ${stocked.length} APIs`;
  stage.timeline.plan(at, 'Ines', (changes) => {
    changes.bulk('vendor', vendorId, words, countsOf(stocked), () => {
      insertRow(stage.db, 'vendors', row);
      for (const each of stocked) insertApi(stage, at, each);
    });
  });
}

/** What the contract did not know: the vendor's pages, our production, our notes, and the vendor's other API. */
function planEnrichment(stage: Stage, at: number, vendor: CatalogueVendor, vendorId: string, stocked: readonly StockedApi[]): void {
  stage.timeline.plan(at, 'Ines', (changes) => {
    changes.update(
      'vendor',
      vendorId,
      { category: vendor.category, docs_url: vendor.docsUrl, status_url: vendor.statusUrl, notes: vendor.notes },
      `Pages and notes of ${vendor.name} filled in`,
    );
  });
  for (const each of stocked) {
    const { api, isNew, newEnvironments } = each;
    stage.timeline.plan(at + 4 * minute, 'Ines', (changes) => {
      if (isNew) {
        changes.bulk('vendor', vendorId, `Added the API ${api.spec.name} to ${vendor.name}`, countsOf([each]), () =>
          insertApi(stage, at + 4 * minute, each),
        );
        return;
      }
      for (const environment of newEnvironments)
        changes.insert('environment', environmentRow(api.id, environment, at + 4 * minute), `Added ${environment.name} to ${api.key}`);
    });
  }
}

function insertApi({ db }: Stage, at: number, { api, newEnvironments }: StockedApi): void {
  const { spec } = api;
  insertRow(db, 'apis', {
    id: api.id,
    vendor_id: api.vendorId,
    name: spec.name,
    version: spec.version,
    description: spec.description,
    created_at: at,
  });
  for (const environment of newEnvironments) insertRow(db, 'environments', environmentRow(api.id, environment, at));
  api.endpoints.forEach((endpoint, place) => {
    const said = found(spec.endpoints[place], `endpoint ${place} of ${api.key}`);
    insertRow(db, 'endpoints', {
      id: endpoint.id,
      api_id: api.id,
      method: endpoint.method,
      path: endpoint.path,
      summary: said[2],
      side_effect: sideEffectOf(said),
      is_in_contract: 0,
      created_at: at,
    });
  });
}

function environmentRow(apiId: string, environment: StockedApi['newEnvironments'][number], at: number) {
  const { id, name, kind, baseUrl, variables } = environment;
  return { id, api_id: apiId, name, base_url: baseUrl, kind, variables: JSON.stringify(variables), created_at: at };
}

function sideEffectOf([method, , , , , stated]: CatalogueEndpoint): 'read' | 'write' | 'delete' {
  if (stated) return stated;
  if (method === 'GET') return 'read';
  return method === 'DELETE' ? 'delete' : 'write';
}

function countsOf(stocked: readonly StockedApi[]): Record<string, string | number> {
  const rows = stocked.flatMap(({ api, newEnvironments }) => [
    api.id,
    ...newEnvironments.map(({ id }) => id),
    ...api.endpoints.map(({ id }) => id),
  ]);
  return {
    apis: stocked.length,
    environments: stocked.reduce((sum, { newEnvironments }) => sum + newEnvironments.length, 0),
    endpoints: stocked.reduce((sum, { api }) => sum + api.endpoints.length, 0),
    sha256: createHash('sha256').update(rows.join('\n')).digest('hex'),
  };
}

/** The week after, the team sits together and goes through the list. */
function planOwners(stage: Stage, vendorPlace: number, stocked: readonly StockedApi[]): void {
  for (const [place, { api }] of stocked.entries()) {
    const { owner, deputy, criticality, escalation, notes } = api.spec;
    const at = sampleBegins(stage.now) + 3 * day + (vendorPlace * 9 + place * 3) * minute;
    const patch = {
      owner_id: owner && stage.team[owner].id,
      deputy_id: deputy && stage.team[deputy].id,
      criticality,
      escalation,
      notes,
      ...safeguardColumns(api.key),
    };
    const words = owner ? `Owner of ${api.key} set to ${stage.team[owner].name}` : `${api.key} looked at: nobody owns it`;
    stage.timeline.plan(at, 'Mara', (changes) => changes.update('api', api.id, patch, words));
  }
}
