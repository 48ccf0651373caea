import type { Member } from './people.ts';

/** One endpoint: method, path, what it does, its share of the API's calls, the status of a good answer. */
export type CatalogueEndpoint = readonly [
  method: string,
  path: string,
  summary: string,
  share: number,
  okStatus: number,
  sideEffect?: 'read',
];

export interface CatalogueEnvironment {
  readonly name: string;
  readonly kind: 'sandbox' | 'production';
  readonly baseUrl: string;
  readonly variables?: Readonly<Record<string, string>>;
}

export interface CatalogueApi {
  /** It came with a contract: its texts are the contract's, its endpoints are found by method and path. */
  readonly isImported?: true;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly criticality: 'high' | 'medium' | 'low';
  readonly owner: Member | null;
  readonly deputy: Member | null;
  readonly escalation: string;
  readonly notes: string;
  readonly environments: readonly CatalogueEnvironment[];
  readonly endpoints: readonly CatalogueEndpoint[];
  readonly traffic: {
    /** Calls among 10,000 of the whole history. */
    readonly calls: number;
    readonly medianMs: number;
    /** Share of calls to the sandbox, 0 to 1. */
    readonly sandboxShare: number;
    /** Days before now in which nobody called it. */
    readonly quietDays?: number;
    /** Failures of the everyday kind: status or cause, and how many of 1,000 calls. */
    readonly failures: readonly (readonly [kind: number | 'answer_timeout' | 'reset', perThousand: number])[];
  };
}

export interface CatalogueVendor {
  readonly name: string;
  readonly domain: string;
  readonly category: string;
  readonly docsUrl: string;
  readonly statusUrl: string | null;
  readonly notes: string;
  /** It came with a contract; here stands what is added to it. */
  readonly isImported?: true;
  readonly apis: readonly CatalogueApi[];
}
