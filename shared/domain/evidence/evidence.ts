/**
 * What one HTTP answer says about its API, as plain data that survives JSON. Every reader in this folder fills a part
 * of `ResponseEvidence`; none of them throws, and what one cannot read is kept as `Unparsed`.
 */

/** Headers in the order received, repeats kept, names in any case. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A value that looked like evidence and could not be read. */
export interface Unparsed {
  readonly kind: 'unparsed';
  /** Where it stood: a header name in lower case, or `body`. */
  readonly source: string;
  readonly raw: string;
  /** Why, in words for an operator. */
  readonly reason: string;
}

/** What a reader found, and what it had to leave unread. */
export interface Reading<T> {
  readonly found: readonly T[];
  readonly unparsed: readonly Unparsed[];
}

/** A moment as stated: epoch ms, how exact it is, and whether the time zone was stated or taken to be UTC. */
export interface StatedDate {
  readonly ms: number;
  readonly precision: 'second' | 'day';
  readonly zone: 'stated' | 'assumed';
}

export type DateForm = 'imf_fixdate' | 'rfc850' | 'asctime' | 'iso' | 'js_date';

export interface DeprecationEvidence {
  readonly kind: 'deprecation';
  readonly raw: string;
  /** Null when the answer says only that it is deprecated. */
  readonly date: StatedDate | null;
  /** Whether the date was reached when the answer came; null when that cannot be told. */
  readonly inEffect: boolean | null;
  readonly form: 'epoch' | 'flag' | DateForm;
}

export interface SunsetEvidence {
  readonly kind: 'sunset';
  readonly raw: string;
  readonly date: StatedDate;
  readonly inEffect: boolean;
  readonly form: 'epoch' | DateForm;
  /** True when the sunset is before the deprecation, which RFC 9745 forbids; the earlier date is the one to act on. */
  readonly contradiction: boolean;
}

export type LinkRel =
  | 'deprecation'
  | 'sunset'
  | 'successor-version'
  | 'latest-version'
  | 'describedby'
  | 'service-desc'
  | 'status'
  | 'next';

export interface LinkEvidence {
  readonly kind: 'link';
  readonly rel: LinkRel;
  /** Absolute http(s) address. */
  readonly href: string;
  readonly type: string | null;
  readonly title: string | null;
  /** Set when the link speaks about another resource than the one asked for. */
  readonly anchor: string | null;
  readonly raw: string;
}

export interface WarningEvidence {
  readonly kind: 'warning';
  /** Lower-case header name. */
  readonly header: string;
  /** The warn-code of `Warning`; null for a vendor's own header. */
  readonly code: number | null;
  readonly agent: string | null;
  readonly text: string;
  readonly date: StatedDate | null;
  /** `deprecation` when the header or its words speak of something going away, else `notice`. */
  readonly signal: 'deprecation' | 'notice';
  /** Names of fields that the vendor lists as deprecated, e.g. `Shop.products`. */
  readonly fields: readonly string[];
  readonly raw: string;
}

/** Which parts of a limit the answer did not state outright. */
export type AssumedPart = 'unit' | 'limit' | 'remaining' | 'windowSeconds' | 'resetAtMs';

export interface RateLimitEvidence {
  readonly kind: 'rate_limit';
  /** Name of the policy or bucket, as the vendor calls it or as its headers imply. */
  readonly policy: string;
  /** What is counted: `requests`, `points`, `tokens`, `content-bytes`, `percent`, ... */
  readonly unit: string;
  /** Partition key of the policy, as sent (base64), when there is one. */
  readonly partition: string | null;
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly windowSeconds: number | null;
  /** When more can be spent, epoch ms. */
  readonly resetAtMs: number | null;
  /** 0 and up; over 100 when more was used than allowed. */
  readonly usedPercent: number | null;
  readonly assumed: readonly AssumedPart[];
  /** Header names in lower case, or `body`. */
  readonly sources: readonly string[];
  readonly raw: string;
}

export interface RateLimits extends Reading<RateLimitEvidence> {
  /** `Age` of the answer in seconds; null without the header. */
  readonly ageSeconds: number | null;
  /** True when the answer came from a cache (`Age` over 0): the limits are old and must not steer sending. */
  readonly fromCache: boolean;
}

export interface RetryAfterEvidence {
  readonly kind: 'retry_after';
  readonly header: string;
  readonly raw: string;
  readonly form: 'seconds' | 'milliseconds' | 'date';
  /** How long to wait, ms from `receivedAt`, 0 to 24 h. */
  readonly delayMs: number;
  readonly atMs: number;
  /** True when the vendor asked for more than 24 h. */
  readonly capped: boolean;
}

export type PlainJson = null | boolean | number | string | readonly PlainJson[] | { readonly [name: string]: PlainJson };

export interface ProblemEvidence {
  readonly kind: 'problem';
  /** A URI that names the kind of problem; `about:blank` when the vendor gave none. */
  readonly type: string;
  readonly title: string | null;
  readonly status: number | null;
  readonly detail: string | null;
  readonly instance: string | null;
  /** Names of broken quota policies (member `violated-policies`). */
  readonly violatedPolicies: readonly string[];
  /** Other members, cut short when large. */
  readonly extensions: { readonly [name: string]: PlainJson };
}

export interface VendorId {
  /** Lower-case header name. */
  readonly header: string;
  readonly value: string;
}

export interface TraceParent {
  readonly raw: string;
  readonly traceId: string;
  readonly parentId: string;
  readonly sampled: boolean;
}

export interface VendorIds {
  /** The id to quote to the vendor's support; null when the answer names none. */
  readonly requestId: VendorId | null;
  /** All ids found, most useful first. */
  readonly all: readonly VendorId[];
  readonly traceParent: TraceParent | null;
  readonly unparsed: readonly Unparsed[];
}

export interface VersionEvidence {
  readonly kind: 'version';
  readonly header: string;
  readonly value: string;
  /** `resolved`: the version that answered; `supported` and `deprecated`: versions the vendor lists. */
  readonly role: 'resolved' | 'supported' | 'deprecated';
}

export type ErrorClass = 'ok' | 'ours' | 'theirs' | 'network' | 'limit' | 'auth' | 'contract' | 'unknown';

export interface Verdict {
  readonly class: ErrorClass;
  /** One sentence for an operator. */
  readonly words: string;
}

export interface ResponseEvidence {
  readonly status: number;
  readonly url: string;
  readonly receivedAt: number;
  readonly deprecation: DeprecationEvidence | null;
  readonly sunset: SunsetEvidence | null;
  readonly links: readonly LinkEvidence[];
  readonly warnings: readonly WarningEvidence[];
  readonly rateLimits: {
    readonly limits: readonly RateLimitEvidence[];
    readonly ageSeconds: number | null;
    readonly fromCache: boolean;
  };
  readonly retryAfter: RetryAfterEvidence | null;
  readonly problem: ProblemEvidence | null;
  readonly ids: Omit<VendorIds, 'unparsed'>;
  readonly versions: readonly VersionEvidence[];
  /** The server's `Date` minus `receivedAt`, ms; null when unknown or the answer came from a cache. */
  readonly clockSkewMs: number | null;
  readonly verdict: Verdict;
  readonly unparsed: readonly Unparsed[];
}
