import type { HeaderList, TraceParent, Unparsed, VendorId, VendorIds } from './evidence.ts';
import { headerValues, unparsed } from './header-list.ts';

/**
 * Headers with an id of the call, the most useful to a vendor's support first: ids only this vendor gives, then the
 * common request id, then ids that pass through several systems, then ids of the delivery network in front.
 */
const idHeaders: readonly string[] = [
  'paypal-debug-id',
  'pspreference',
  'x-shopify-request-id',
  'x-github-request-id',
  'x-slack-req-id',
  'x-zendesk-request-id',
  'x-hubspot-correlation-id',
  'x-fb-request-id',
  'x-fb-trace-id',
  'x-ms-request-id',
  'x-goog-request-id',
  'x-guploader-uploadid',
  'twilio-request-id',
  'x-amzn-requestid',
  'x-amzn-request-id',
  'x-amz-request-id',
  'x-amz-rid',
  'x-request-id',
  'request-id',
  'x-requestid',
  'requestid',
  'x-correlation-id',
  'x-correlationid',
  'correlation-id',
  'x-amzn-trace-id',
  'x-amz-apigw-id',
  'x-trace-id',
  'trace-id',
  'x-b3-traceid',
  'x-cloud-trace-context',
  'x-datadog-trace-id',
  'apigw-requestid',
  'cf-ray',
  'x-amz-cf-id',
  'x-amz-id-2',
  'x-vercel-id',
  'fly-request-id',
  'x-azure-ref',
];

/** An id longer than this is no id that a person can quote. */
const longestId = 512;

/** Reads the vendor's own ids of a call, and `traceparent` (W3C Trace Context level 1). */
export function readVendorIds(headers: HeaderList): VendorIds {
  const all: VendorId[] = [];
  const bad: Unparsed[] = [];
  for (const header of idHeaders) {
    for (const value of headerValues(headers, header)) {
      if (value.length > longestId) bad.push(unparsed(header, value, 'this is too long for an id'));
      else all.push({ header, value });
    }
  }
  const rawTraces = headerValues(headers, 'traceparent');
  const traces = rawTraces.map(readTraceParent);
  rawTraces.forEach((raw, at) => {
    if (!traces[at]) bad.push(unparsed('traceparent', raw, 'this is not a W3C trace context'));
  });
  const traceParent = traces.find((trace) => trace !== null) ?? null;
  return { requestId: all[0] ?? null, all, traceParent, unparsed: bad };
}

/** Reads one `traceparent`; null when malformed, when an id is all zero, or for the forbidden version ff. */
export function readTraceParent(raw: string): TraceParent | null {
  const match = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/s.exec(raw);
  if (!match) return null;
  const [, version, traceId = '', parentId = '', flags = '', more] = match;
  if (version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return null;
  return { raw, traceId, parentId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
