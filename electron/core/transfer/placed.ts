import type { KeptDraft } from '../../../shared/contract/console.ts';
import type { ImportedAuth, ImportedRequest } from '../../../shared/domain/transfer/imported.ts';
import type { Values } from '../../../shared/domain/transfer/match-base.ts';

export type EnvironmentKind = 'sandbox' | 'production' | 'other';

/** An environment that requests go to: one that is known, or one that comes with the import. */
export interface PlacedEnvironment {
  readonly key: string;
  readonly environmentId: string | null;
  name: string;
  readonly baseUrl: string;
  readonly kind: EnvironmentKind;
  readonly credentialName: string | null;
  /** Its layer of values: an index into the set's environments, -1 for the collection's own. */
  readonly layer: number;
  /** Values that its requests use and that it does not have. */
  readonly values: Map<string, string>;
}

/** An API that requests go to. */
export interface Home {
  readonly key: string;
  readonly apiId: string | null;
  readonly vendorName: string;
  readonly apiName: string;
  readonly vendorId: string | null;
  readonly environments: PlacedEnvironment[];
  requests: number;
}

/** One request where it would go. The draft has no secret in it. */
export interface PlacedRequest {
  readonly key: string;
  readonly source: ImportedRequest;
  readonly name: string;
  readonly renamedFrom: string | null;
  readonly folder: string;
  readonly home: Home | null;
  readonly environment: PlacedEnvironment | null;
  readonly endpointId: string | null;
  readonly draft: KeptDraft;
  readonly notes: string;
  readonly lost: readonly string[];
  readonly refusal: string | null;
  readonly isProposed: boolean;
}

/** A credential that can be kept. It holds the secret: in memory only. */
export interface Proposal {
  readonly key: string;
  readonly home: Home;
  readonly environments: readonly PlacedEnvironment[];
  readonly name: string;
  readonly auth: ImportedAuth;
  readonly username: string | null;
  readonly secret: string;
  readonly requests: number;
}

export interface PlacedSet {
  readonly homes: readonly Home[];
  readonly requests: readonly PlacedRequest[];
  readonly proposals: readonly Proposal[];
}

/** The values of one layer: the collection's own, and above them those of one environment; secrets are among them. */
export interface Layer {
  readonly index: number;
  readonly name: string;
  readonly values: Values;
}
