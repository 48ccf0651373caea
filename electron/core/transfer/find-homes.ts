import type { ImportedSet } from '../../../shared/domain/transfer/imported.ts';
import { expandAddress, ownBase, pathUnder, type ExpandedAddress, type Values } from '../../../shared/domain/transfer/match-base.ts';
import { findTarget } from '../console/target.ts';
import type { Reader } from '../db/sqlite.ts';
import { apiNameOf, registrableDomain } from '../openapi/plan-names.ts';
import { kindOfEnvironment } from './environment-kind.ts';
import type { Home, Layer, PlacedEnvironment } from './placed.ts';

/** "Checkout (v71)" is "Checkout"; the version of a contract says it better than a name. */
const withoutVersion = (name: string): string => name.replace(/\s*(?:\(v?\d[\d.]*\)|\bv\d[\d.]*)\s*$/i, '').trim() || name;

interface KnownEnvironment {
  readonly id: string;
  readonly apiId: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly kind: PlacedEnvironment['kind'];
  readonly credentialName: string | null;
}

export interface FoundHome {
  readonly home: Home;
  readonly environment: PlacedEnvironment;
  /** Below the environment's base URL. */
  readonly path: string;
}

const safety = { sandbox: 0, other: 1, production: 2 } as const;

/** Finds for each address the API and environment it belongs to; what is unknown becomes an API that the import makes. */
export class HomeFinder {
  readonly #db: Reader;
  readonly #set: ImportedSet;
  readonly #forcedApiId: string | null;
  readonly #known: readonly KnownEnvironment[];
  readonly #layers: readonly Layer[];
  readonly homes = new Map<string, Home>();

  constructor(db: Reader, set: ImportedSet, layers: readonly Layer[], forcedApiId: string | null) {
    this.#db = db;
    this.#set = set;
    this.#layers = layers;
    this.#forcedApiId = forcedApiId;
    this.#known = db
      .all<{ id: string }>('SELECT id FROM environments ORDER BY created_at')
      .map(({ id }) => {
        const { apiId, environment, credential } = findTarget(db, id);
        const { name, baseUrl, kind } = environment;
        return { id, apiId, name, baseUrl, kind, credentialName: credential?.name ?? null };
      })
      .filter(({ apiId }) => forcedApiId === null || apiId === forcedApiId)
      .toSorted((a, b) => b.baseUrl.length - a.baseUrl.length || safety[a.kind] - safety[b.kind]);
    // Addresses that begin with a value say what a base URL is; those that name their host themselves then find it.
    for (const { url, variables } of set.requests) {
      if (url.startsWith('{{')) this.find(url, new Map(variables.map(({ name, value }) => [name, value])));
    }
  }

  /** Where an address belongs, or the name in it that has no value. */
  find(url: string, own: Values): FoundHome | { readonly missing: string } {
    let missing = '';
    const found: { layer: Layer; address: ExpandedAddress; values: Values }[] = [];
    for (const layer of this.#layers) {
      const values = own.size === 0 ? layer.values : new Map([...layer.values, ...own]);
      const expanded = expandAddress(url, values);
      if (expanded.address === null) missing = expanded.missing;
      else found.push({ layer, address: expanded.address, values });
    }
    const known = found.flatMap(({ layer, address, values }) => {
      const one = this.#known
        .map((environment) => ({ environment, path: pathUnder(address, environment.baseUrl, values) }))
        .find(({ path }) => path !== null);
      return one?.path == null ? [] : [{ layer, environment: one.environment, path: one.path }];
    });
    const [first] = known.toSorted((a, b) => safety[a.environment.kind] - safety[b.environment.kind]);
    const stated = /^\{\{\s*([^{}]+?)\s*\}\}/.exec(url)?.[0];
    if (first) {
      const home = this.#homeOf(first.environment.apiId);
      // Other layers may lead to environments that this API does not have yet.
      for (const one of known) if (one.environment.apiId === home.apiId) this.#knownEnvironment(home, one.environment, one.layer.index);
      for (const one of found)
        if (!known.some(({ layer }) => layer === one.layer)) this.#newEnvironment(home, ownBase(one.address), one.layer);
      return { home, environment: this.#knownEnvironment(home, first.environment, first.layer.index), path: first.path };
    }
    const [address] = found;
    if (address === undefined) {
      if (this.#forcedApiId === null || stated === undefined) return { missing };
      // Somebody said which API is meant: what begins the address stands for its base URL.
      const home = this.#homeOf(this.#forcedApiId);
      const environment = this.#known.toSorted((a, b) => safety[a.kind] - safety[b.kind])[0];
      return environment === undefined
        ? { missing }
        : {
            home,
            environment: this.#knownEnvironment(home, environment, this.#layers[0]?.index ?? -1),
            path: url.slice(stated.length) || '/',
          };
    }
    const made = this.#madeBefore(found);
    if (made) return made;
    const base = ownBase(address.address);
    const home = this.#forcedApiId === null ? this.#newHome(base) : this.#homeOf(this.#forcedApiId);
    for (const one of found) this.#newEnvironment(home, ownBase(one.address), one.layer);
    const environment =
      home.environments
        .filter(({ layer }) => found.some((one) => one.layer.index === layer))
        .toSorted((a, b) => safety[a.kind] - safety[b.kind])[0] ?? this.#newEnvironment(home, base, address.layer);
    const chosen = found.find(({ layer }) => layer.index === environment.layer) ?? address;
    return { home, environment, path: pathUnder(chosen.address, environment.baseUrl, chosen.values) ?? address.address.path };
  }

  /** An environment that this import makes for another request, when the address lies under it. */
  #madeBefore(found: readonly { readonly address: ExpandedAddress; readonly values: Values }[]): FoundHome | null {
    for (const home of this.homes.values()) {
      for (const environment of home.environments.toSorted((a, b) => safety[a.kind] - safety[b.kind])) {
        for (const { address, values } of environment.environmentId === null ? found : []) {
          const path = address.statedBase === null ? pathUnder(address, environment.baseUrl, values) : null;
          if (path !== null) return { home, environment, path };
        }
      }
    }
    return null;
  }

  #homeOf(apiId: string): Home {
    const known = this.homes.get(apiId);
    if (known) return known;
    const row = this.#db.get<{ name: string; vendor_id: string; vendor_name: string }>(
      'SELECT a.name, a.vendor_id, v.name AS vendor_name FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?',
      apiId,
    );
    const home: Home = {
      key: apiId,
      apiId,
      vendorName: row?.vendor_name ?? '',
      apiName: row?.name ?? '',
      vendorId: row?.vendor_id ?? null,
      environments: [],
      requests: 0,
    };
    this.homes.set(apiId, home);
    return home;
  }

  #newHome(base: string): Home {
    const known = [...this.homes.values()].find(({ environments }) =>
      environments.some((one) => one.environmentId === null && one.baseUrl === base),
    );
    if (known) return known;
    const host = new URL(base).hostname;
    const domain = registrableDomain(host);
    const label = (domain ?? host).split('.')[0] ?? host;
    const vendor = this.#db.get<{ id: string; name: string }>(
      'SELECT id, name FROM vendors WHERE domain = ? OR lower(name) = lower(?) ORDER BY domain = ? DESC LIMIT 1',
      domain ?? '-',
      label,
      domain ?? '-',
    );
    const vendorName = vendor?.name ?? (domain === null ? host : label.charAt(0).toUpperCase() + label.slice(1));
    const isRecorded = this.#set.format === 'har' || this.#set.format === 'curl';
    const wanted = isRecorded ? host : withoutVersion(apiNameOf(this.#set.name, vendorName)).slice(0, 80);
    const home: Home = {
      key: `new-${this.homes.size + 1}`,
      apiId: null,
      vendorName,
      apiName: this.#freeApiName(vendor?.id ?? null, wanted, host),
      vendorId: vendor?.id ?? null,
      environments: [],
      requests: 0,
    };
    this.homes.set(home.key, home);
    return home;
  }

  /** An API of that name with another address is another API. */
  #freeApiName(vendorId: string | null, wanted: string, host: string): string {
    const isTaken = (name: string): boolean =>
      [...this.homes.values()].some((home) => home.apiId === null && home.apiName === name) ||
      (vendorId !== null &&
        this.#db.get('SELECT 1 FROM apis WHERE vendor_id = ? AND lower(name) = lower(?)', vendorId, name) !== undefined);
    return isTaken(wanted) ? `${wanted} (${host})` : wanted;
  }

  #knownEnvironment(home: Home, environment: KnownEnvironment, layer: number): PlacedEnvironment {
    const known = home.environments.find(({ environmentId }) => environmentId === environment.id);
    if (known) return known;
    const { id, name, baseUrl, kind, credentialName } = environment;
    const made: PlacedEnvironment = { key: id, environmentId: id, name, baseUrl, kind, credentialName, layer, values: new Map() };
    home.environments.push(made);
    return made;
  }

  #newEnvironment(home: Home, baseUrl: string, layer: Layer): PlacedEnvironment {
    const known = home.environments.find((one) => one.baseUrl.replace(/\/+$/, '') === baseUrl);
    if (known) return known;
    const kind = kindOfEnvironment(layer.name, baseUrl);
    const wanted = (layer.name || { sandbox: 'Sandbox', production: 'Production', other: new URL(baseUrl).host }[kind]).slice(0, 50);
    const taken = new Set([...home.environments.map(({ name }) => name), ...this.#namesOf(home)].map((name) => name.toLowerCase()));
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted} ${number}`;
    const made: PlacedEnvironment = {
      key: `${home.key}-${home.environments.length + 1}`,
      environmentId: null,
      name,
      baseUrl,
      kind,
      credentialName: null,
      layer: layer.index,
      values: new Map(),
    };
    home.environments.push(made);
    return made;
  }

  #namesOf(home: Home): string[] {
    return home.apiId === null
      ? []
      : this.#db.all<{ name: string }>('SELECT name FROM environments WHERE api_id = ?', home.apiId).map(({ name }) => name);
  }
}
