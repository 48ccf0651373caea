import type { RequestContent } from '../../contract/console.ts';

/** The formats that requests are read from. */
export const transferFormats = ['postman', 'insomnia4', 'insomnia5', 'bruno', 'opencollection', 'har', 'curl'] as const;
export type TransferFormat = (typeof transferFormats)[number];

export const formatWords: Readonly<Record<TransferFormat, string>> = {
  postman: 'Postman collection 2.1',
  insomnia4: 'Insomnia export 4',
  insomnia5: 'Insomnia collection 5',
  bruno: 'Bruno collection',
  opencollection: 'OpenCollection',
  har: 'HAR',
  curl: 'curl',
};

/** More than this in one import is refused: no team keeps so many by hand. */
export const mostRequests = 10_000;

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** A header or a parameter of the query; one that is off was written there and not sent. */
export interface ImportedParameter extends NamedValue {
  readonly isOff?: true;
}

/** What authenticated a request where it came from. `secret` may hold `{{names}}`; it never leaves the core. */
export interface ImportedAuth {
  readonly kind: 'bearer' | 'basic' | 'api_key' | 'oauth2_client_credentials';
  readonly placement: { readonly in: 'header' | 'query'; readonly name: string } | null;
  readonly username: string | null;
  readonly secret: string;
  readonly oauth: { readonly tokenUrl: string; readonly scopes: readonly string[]; readonly isInBody: boolean } | null;
}

/** A check in the vocabulary of flows: what is looked at, how it is compared, with what. */
export interface ImportedCheck {
  readonly what: 'status' | 'header' | 'body' | 'duration' | 'size';
  /** A header's name, or a path into the body as "$.a.b[0]"; empty for the body's text and for the others. */
  readonly at: string;
  readonly how: 'eq' | 'ne' | 'gt' | 'lt' | 'contains' | 'matches' | 'exists' | 'in';
  /** JSON; for `exists` false when it is not to be there, else null. */
  readonly value: unknown;
}

/** A value of an answer that later requests use: `{{name}}` from "$.a.b". */
export interface ImportedCapture {
  readonly name: string;
  readonly from: 'body' | 'header' | 'status';
  readonly at: string;
}

/** One request as another program kept it, in our words; texts may hold `{{names}}`. */
export interface ImportedRequest {
  readonly name: string;
  readonly folder: readonly string[];
  readonly method: string;
  /** Whole, with `{parameters}` in its path, without query and fragment. */
  readonly url: string;
  readonly pathValues: readonly NamedValue[];
  readonly query: readonly ImportedParameter[];
  readonly headers: readonly ImportedParameter[];
  readonly mediaType: string | null;
  readonly body: string | null;
  readonly content: RequestContent;
  readonly auth: ImportedAuth | null;
  readonly variables: readonly NamedValue[];
  readonly timeoutMs: number | null;
  readonly followsRedirects: boolean;
  readonly notes: string;
  readonly checks: readonly ImportedCheck[];
  readonly captures: readonly ImportedCapture[];
  /** What of it cannot be taken over, one sentence each: what, and why. */
  readonly lost: readonly string[];
}

/** Values with a name: of a collection, or of an environment file. */
export interface ImportedEnvironment {
  readonly name: string;
  readonly values: readonly NamedValue[];
  /** Names whose values are secret; these values are in no list but this one. */
  readonly secrets: readonly NamedValue[];
  /** Names that are switched off there: a value here is there or not, so these stay behind. */
  readonly off?: readonly string[];
}

/** Everything that was read. It holds secrets: it stays in memory and goes into no table, log or answer. */
export interface ImportedSet {
  readonly format: TransferFormat;
  readonly name: string;
  readonly requests: readonly ImportedRequest[];
  /** The collection's own values; every environment stands above them. */
  readonly base: ImportedEnvironment;
  readonly environments: readonly ImportedEnvironment[];
  /** Requests, or parts of the whole, that cannot be taken over at all. */
  readonly left: readonly { readonly name: string; readonly reason: string }[];
  /** About the whole; one sentence each. */
  readonly notes: readonly string[];
}

/** A request of which nothing else was said. */
export const plainRequest = {
  folder: [],
  pathValues: [],
  query: [],
  headers: [],
  mediaType: null,
  body: null,
  content: { kind: 'text' },
  auth: null,
  variables: [],
  timeoutMs: null,
  followsRedirects: true,
  notes: '',
  checks: [],
  captures: [],
  lost: [],
} as const satisfies Partial<ImportedRequest>;
