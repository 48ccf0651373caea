import { guessScheme } from './guess-scheme.ts';
import type { SchemeId } from './scheme.ts';

/** What of an endpoint tells that a delivery was sent to it. */
interface Known {
  readonly id: string;
  readonly path: string;
  readonly scheme: SchemeId;
  readonly rule: { readonly header: string };
}

/** The endpoints that a copied delivery may have been sent to: by its address, else by who signed it. */
export function fittingEndpoints<T extends Known>(copied: string, endpoints: readonly T[]): readonly T[] {
  const [head = ''] = copied.split(/\r?\n\r?\n/, 1);
  const addressed = endpoints.filter(({ path }) => endsAddress(head, path));
  if (addressed.length === 1) return addressed;
  const scheme = guessScheme(copied);
  const signed = endpoints.filter((one) => (scheme === null ? hasHeader(head, one.rule.header) : one.scheme === scheme));
  return signed.length === 1 || addressed.length === 0 ? signed : addressed;
}

/** The one endpoint that a copied delivery was sent to; null when several could be meant, or none. */
export function guessEndpoint(copied: string, endpoints: readonly Known[]): string | null {
  const [only, second] = fittingEndpoints(copied, endpoints);
  return only !== undefined && second === undefined ? only.id : null;
}

/** Whether an address in a text has this path, whole. */
const endsAddress = (text: string, path: string): boolean =>
  path !== '/' &&
  text
    .split(path)
    .slice(1)
    .some((after) => /^(?:[\s?#'"]|$)/.test(after));

const hasHeader = (head: string, name: string): boolean =>
  name !== '' && head.split(/\r?\n/).some((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
