import type { Steps } from './json-path.ts';

/** What a comparison leaves out. */
export interface LeaveOut {
  readonly timestamps: boolean;
  readonly ids: boolean;
  readonly keyOrder: boolean;
  readonly itemOrder: boolean;
  /** JSONPaths (RFC 9535); what one selects is left out with all that lies below it. */
  readonly paths: readonly string[];
}

export const usualLeaveOut: LeaveOut = { timestamps: false, ids: false, keyOrder: true, itemOrder: false, paths: [] };

// RFC 3339 with some looseness, the HTTP date, and a day alone.
const isoTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const httpTime = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2}/;
const timeName = /(?:time|date|timestamp|_at|At|_on|On|expires|expiry|created|updated|modified|iat|exp|nbf)$/;
// 2001 to 2065, in seconds, milliseconds or microseconds.
const [earliest, latest] = [1e9, 3e9] as const;

/** Whether a value is a moment: by how it is written, or a number of seconds or milliseconds under a name that says so. */
export function isMoment(name: string | number | undefined, value: unknown): boolean {
  if (typeof value === 'string') return isoTime.test(value) || httpTime.test(value) || (isTimeName(name) && isEpoch(Number(value)));
  return typeof value === 'number' && isTimeName(name) && isEpoch(value);
}

const isTimeName = (name: string | number | undefined): boolean => typeof name === 'string' && timeName.test(name);
const isEpoch = (value: number): boolean => [1, 1e3, 1e6].some((unit) => value >= earliest * unit && value < latest * unit);

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const longHex = /^[0-9a-f]{16,}$/i;
// Stripe's and others': a short word, then an opaque part.
const prefixed = /^[a-z]{2,12}_(?:test_|live_)?[A-Za-z0-9]{14,}$/;
const globalId = /^gid:\/\//;
const idName =
  /^(?:id|uuid|guid|etag|nonce|key)$|(?:_id|Id|ID|Uuid|_uuid|_ref|Ref|Reference|_reference|_token|Token)$|^(?:pspReference|reference|requestId|debug_id|sid)$/;

/** Whether a value names one thing and no other: by how it is written, or under a name that says so. */
export function isId(name: string | number | undefined, value: unknown): boolean {
  if (typeof value === 'string' && [uuid, ulid, longHex, prefixed, globalId].some((form) => form.test(value))) return true;
  return typeof name === 'string' && idName.test(name) && (typeof value === 'string' || typeof value === 'number');
}

/** The places of a document that paths select, as a tree that is walked along with the document. */
export interface PlaceTree {
  isWanted: boolean;
  readonly below: Map<string | number, PlaceTree>;
}

export function placeTree(places: readonly Steps[]): PlaceTree {
  const root: PlaceTree = { isWanted: false, below: new Map() };
  for (const steps of places) {
    let tree = root;
    for (const step of steps) {
      const next: PlaceTree = tree.below.get(step) ?? { isWanted: false, below: new Map() };
      tree.below.set(step, next);
      tree = next;
    }
    tree.isWanted = true;
  }
  return root;
}
