import type { WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { guessScheme } from '../../../shared/domain/webhooks/guess-scheme.ts';

/** The one endpoint that a copied delivery was sent to: by its address, else by who signed it; null when that leaves several or none. */
export function guessEndpoint(
  copied: string,
  endpoints: readonly Pick<WebhookEndpoint, 'id' | 'path' | 'scheme' | 'rule'>[],
): string | null {
  const [head = ''] = copied.split(/\r?\n\r?\n/, 1);
  const only = (fitting: typeof endpoints): string | null => (fitting.length === 1 ? (fitting[0]?.id ?? null) : null);
  const scheme = guessScheme(copied);
  return (
    only(endpoints.filter(({ path }) => endsAddress(head, path))) ??
    only(endpoints.filter((one) => (scheme === null ? hasHeader(head, one.rule.header) : one.scheme === scheme)))
  );
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
