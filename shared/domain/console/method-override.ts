/** By these headers a server may be asked to take a call for one of another method. */
const overrides: ReadonlySet<string> = new Set(['x-http-method-override', 'x-http-method', 'x-method-override']);

/** The methods that change nothing by definition (RFC 9110 section 9.2.1; QUERY: RFC 10008 draft). */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

/** The method that a server may take a call for, in capitals: its own, unless that one only reads and a header names one that does not. */
export function effectiveMethod(method: string, headers: readonly (readonly [name: string, value: string])[]): string {
  const own = method.toUpperCase();
  if (!safeMethods.has(own)) return own;
  const named = headers.filter(([name]) => overrides.has(name.trim().toLowerCase())).map(([, value]) => value.trim().toUpperCase());
  return named.find((one) => one !== '' && !safeMethods.has(one)) ?? own;
}
