import { readDeprecation } from './deprecation.ts';
import { classifyOutcome } from './error-class.ts';
import type { HeaderList, ResponseEvidence } from './evidence.ts';
import { headerValues } from './header-list.ts';
import { readHttpDate } from './http-date.ts';
import { readLinks } from './link.ts';
import { readProblem } from './problem-details.ts';
import { isThrottledBody } from './rate-limit-graphql.ts';
import { readRateLimits } from './rate-limit.ts';
import { readRetryAfter } from './retry-after.ts';
import { readSunset } from './sunset.ts';
import { readVendorIds } from './vendor-ids.ts';
import { readVersions } from './version.ts';
import { readWarnings } from './warning.ts';

/** An answer as it came: the address asked, headers in order, and the parsed JSON body where there is one. */
export interface ResponseFacts {
  readonly status: number;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: unknown;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/**
 * Reads all that one answer says about its API, as plain data that survives JSON. Never throws; what could not be read
 * is in `unparsed`. Values are as received: redact before storing.
 */
export function readEvidence({ status, url, headers, body, receivedAt }: ResponseFacts): ResponseEvidence {
  const deprecation = readDeprecation(headers, receivedAt);
  const sunset = readSunset(headers, receivedAt, deprecation.found[0] ?? null);
  const links = readLinks(headers, url);
  const warnings = readWarnings(headers, receivedAt);
  const rateLimits = readRateLimits(headers, receivedAt, body);
  const retryAfter = readRetryAfter(headers, receivedAt);
  const problem = readProblem(headers, body);
  const ids = readVendorIds(headers);
  const outcome = {
    status,
    throttled: isThrottledBody(body),
    limits: rateLimits.fromCache ? [] : rateLimits.found,
    retryAfter: retryAfter.found[0] ?? null,
    problem: problem.found[0] ?? null,
  };
  return {
    status,
    url,
    receivedAt,
    deprecation: deprecation.found[0] ?? null,
    sunset: sunset.found[0] ?? null,
    links: links.found,
    warnings: warnings.found,
    rateLimits: { limits: rateLimits.found, ageSeconds: rateLimits.ageSeconds, fromCache: rateLimits.fromCache },
    retryAfter: outcome.retryAfter,
    problem: outcome.problem,
    ids: { requestId: ids.requestId, all: ids.all, traceParent: ids.traceParent },
    versions: readVersions(headers),
    clockSkewMs: rateLimits.fromCache ? null : clockSkewMs(headers, receivedAt),
    verdict: classifyOutcome(outcome),
    unparsed: [deprecation, sunset, links, warnings, rateLimits, retryAfter, problem, ids].flatMap((each) => each.unparsed),
  };
}

function clockSkewMs(headers: HeaderList, receivedAt: number): number | null {
  const text = headerValues(headers, 'date')[0];
  if (text === undefined) return null;
  if (text === lastDate.text) return lastDate.ms - receivedAt;
  const reading = readHttpDate(text, receivedAt);
  if (!reading) return null;
  // Only this form says the same whenever it is read.
  if (reading.form === 'imf_fixdate') lastDate = { text, ms: reading.date.ms };
  return reading.date.ms - receivedAt;
}

/** Answers that follow each other quickly state the same second. */
let lastDate = { text: '', ms: 0 };
