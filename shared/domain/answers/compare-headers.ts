/** A header that differs between two answers. */
export interface HeaderDifference {
  readonly name: string;
  readonly left: string | null;
  readonly right: string | null;
  /** Every answer has another one: not counted. */
  readonly isUsual: boolean;
}

type Headers = readonly (readonly [string, string])[];

// What a server, a proxy or a load balancer writes anew each time.
const usual =
  /^(?:date|age|expires|last-modified|etag|set-cookie|content-length|via|server-timing|nel|report-to|alt-svc|cf-.*|x-served-by|x-cache.*|x-timer|x-amz.*|x-runtime|x-response-time|traceparent|tracestate|retry-after|.*ratelimit.*|.*request-?id|.*correlation-?id|.*trace-?id|x-debug.*|paypal-debug-id|pspreference|stripe-.*)$/i;

/** Headers that one answer has and the other has not, or has with another value; the order of headers says nothing. */
export function compareHeaders(left: Headers, right: Headers): HeaderDifference[] {
  const [one, other] = [byName(left), byName(right)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((name) => one.get(name) !== other.get(name))
    .toSorted()
    .map((name) => ({ name, left: one.get(name) ?? null, right: other.get(name) ?? null, isUsual: usual.test(name) }));
}

function byName(headers: Headers): Map<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) values.set(name.toLowerCase(), [...(values.get(name.toLowerCase()) ?? []), value]);
  return new Map([...values].map(([name, all]) => [name, all.join(', ')]));
}
