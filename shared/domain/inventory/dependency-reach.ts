/** The parts of a dependency map that its arithmetic needs. */
export interface MapShape {
  readonly processes: readonly { readonly id: string }[];
  readonly apis: readonly { readonly id: string; readonly vendorId: string }[];
  readonly vendors: readonly { readonly id: string }[];
  readonly links: readonly { readonly id: string; readonly processId: string; readonly apiId: string }[];
}

export type MapKind = 'process' | 'api' | 'vendor';

export interface Reach {
  readonly processes: ReadonlySet<string>;
  readonly apis: ReadonlySet<string>;
  readonly vendors: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

/** Everything on a path through one node: what it depends on, and what breaks when it fails. */
export function reachOf(map: MapShape, kind: MapKind, id: string): Reach {
  const vendorOf = new Map(map.apis.map((api) => [api.id, api.vendorId]));
  const links = map.links.filter((link) =>
    kind === 'process' ? link.processId === id : kind === 'api' ? link.apiId === id : vendorOf.get(link.apiId) === id,
  );
  const apis = new Set(links.map(({ apiId }) => apiId));
  // An API or vendor that nothing depends on is still itself.
  if (kind === 'api') apis.add(id);
  if (kind === 'vendor') for (const api of map.apis) if (api.vendorId === id) apis.add(api.id);
  const vendors = new Set([...apis].flatMap((apiId) => vendorOf.get(apiId) ?? []));
  if (kind === 'vendor') vendors.add(id);
  const processes = new Set(links.map(({ processId }) => processId));
  if (kind === 'process') processes.add(id);
  return { processes, apis, vendors, links: new Set(links.map((link) => link.id)) };
}

export interface MapOrder {
  readonly processes: readonly string[];
  readonly apis: readonly string[];
  readonly vendors: readonly string[];
}

/**
 * An order of the three columns in which few lines cross: processes as given, each API at the mean of the processes that need it, vendors at
 * the mean of their APIs (barycentre, Sugiyama 1981). What nothing needs stands last. One pass back settles ties.
 */
export function orderMap(map: MapShape): MapOrder {
  const processes = map.processes.map(({ id }) => id);
  const place = new Map(processes.map((id, index) => [id, index]));
  const meanOf = (places: readonly number[]): number =>
    places.length === 0 ? Number.POSITIVE_INFINITY : places.reduce((sum, one) => sum + one, 0) / places.length;
  const apiMean = new Map(
    map.apis.map(({ id }) => [id, meanOf(map.links.filter((link) => link.apiId === id).map((link) => place.get(link.processId) ?? 0))]),
  );
  const vendorMean = new Map(
    map.vendors.map(({ id }) => [
      id,
      meanOf(map.apis.filter((api) => api.vendorId === id && Number.isFinite(apiMean.get(api.id))).map((api) => apiMean.get(api.id) ?? 0)),
    ]),
  );
  const byMean =
    (means: ReadonlyMap<string, number>) =>
    (a: string, b: string): number => {
      const [first = 0, second = 0] = [means.get(a), means.get(b)];
      return first === second ? 0 : first - second;
    };
  const vendors = map.vendors.map(({ id }) => id).toSorted(byMean(vendorMean));
  const vendorPlace = new Map(vendors.map((id, index) => [id, index]));
  const vendorOf = new Map(map.apis.map((api) => [api.id, vendorPlace.get(api.vendorId) ?? 0]));
  const apis = map.apis.map(({ id }) => id).toSorted((a, b) => byMean(apiMean)(a, b) || (vendorOf.get(a) ?? 0) - (vendorOf.get(b) ?? 0));
  return { processes, apis, vendors };
}
