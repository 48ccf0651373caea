import type { Writer } from '../../electron/core/db/sqlite.ts';
import type { CatalogueApi } from './catalogue.ts';
import type { Dice } from './dice.ts';
import type { Team } from './people.ts';
import type { Timeline } from './timeline.ts';

/** What every part of the sample works with. */
export interface Stage {
  readonly db: Writer;
  readonly now: number;
  readonly newId: (at: number) => string;
  readonly dice: Dice;
  readonly team: Team;
  readonly timeline: Timeline;
}

export interface SampleEndpoint {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly share: number;
  readonly okStatus: number;
}

export interface BoundCredential {
  readonly id: string;
  readonly name: string;
  readonly headerName: string;
}

export interface SampleEnvironment {
  readonly id: string;
  readonly kind: 'sandbox' | 'production' | 'other';
  readonly baseUrl: string;
  readonly variables: Readonly<Record<string, string>>;
  credential: BoundCredential | null;
}

export interface SampleApi {
  /** "Adyen Checkout". */
  readonly key: string;
  readonly id: string;
  readonly vendorId: string;
  readonly spec: CatalogueApi;
  readonly contract: { readonly id: string; readonly version: string } | null;
  readonly environments: readonly SampleEnvironment[];
  readonly endpoints: readonly SampleEndpoint[];
}

/** The inventory by name; asking for what is not there is a mistake in the sample and throws. */
export class Stock {
  readonly #apis: ReadonlyMap<string, SampleApi>;
  readonly vendorIds: ReadonlyMap<string, string>;

  constructor(apis: readonly SampleApi[], vendorIds: ReadonlyMap<string, string>) {
    this.#apis = new Map(apis.map((api) => [api.key, api]));
    this.vendorIds = vendorIds;
  }

  get apis(): readonly SampleApi[] {
    return [...this.#apis.values()];
  }

  vendorId(name: string): string {
    return found(this.vendorIds.get(name), `vendor ${name}`);
  }

  api(key: string): SampleApi {
    return found(this.#apis.get(key), `API ${key}`);
  }

  endpoint(key: string, method: string, path: string): SampleEndpoint {
    return found(
      this.api(key).endpoints.find((endpoint) => endpoint.method === method && endpoint.path === path),
      `endpoint ${key} ${method} ${path}`,
    );
  }

  environment(key: string, kind: SampleEnvironment['kind']): SampleEnvironment {
    return found(
      this.api(key).environments.find((environment) => environment.kind === kind),
      `${kind} environment of ${key}`,
    );
  }
}

/** The value, or an error that names what the sample lacks. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`The sample needs the ${what}, and it is not there.`);
  return value;
}
