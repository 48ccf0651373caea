/** By these headers a server may be asked to take a call for one of another method. */
const overrides: ReadonlySet<string> = new Set(['x-http-method-override', 'x-http-method', 'x-method-override']);

/** The methods that change nothing by definition (RFC 9110 section 9.2.1; QUERY: RFC 10008 draft). */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

/** The methods that change something, and the same however often they are sent (RFC 9110 section 9.2.2). */
export const idempotentMethods: ReadonlySet<string> = new Set(['PUT', 'DELETE']);

/** The method that a server may take a call for, in capitals: of its own and those that headers name, the one that may do most harm when it is repeated. */
export function effectiveMethod(method: string, headers: readonly (readonly [name: string, value: string])[]): string {
  const named = headers.filter(([name]) => overrides.has(name.trim().toLowerCase())).map(([, value]) => value.trim().toUpperCase());
  const [own, ...others] = [method.toUpperCase(), ...named.filter((one) => one !== '')];
  return others.reduce((most, one) => (harm(one) > harm(most) ? one : most), own ?? '');
}

const harm = (method: string): number => (safeMethods.has(method) ? 0 : idempotentMethods.has(method) ? 1 : 2);
