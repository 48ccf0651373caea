import { adyenItems } from './adyen-payload.ts';
import { textOf, utf8 } from './bytes-as-text.ts';
import { headerValue } from './header-list.ts';
import { readDelivery } from './read-delivery.ts';
import { schemes, type SchemeId } from './scheme.ts';

const byHeader = ['standard', 'stripe', 'github', 'shopify', 'slack', 'adyen_header'] as const;

/** Who signed a copied delivery, by its headers and, for Adyen, its body; null when that cannot be told. */
export function guessScheme(copied: string): Exclude<SchemeId, 'generic'> | null {
  const { delivery } = readDelivery(utf8(copied));
  if (delivery === null) return null;
  const has = (name: string): boolean => headerValue(delivery.headers, name) !== null;
  const found = byHeader.find((scheme) => has(schemes[scheme].rule.header));
  if (found !== undefined) return found;
  if (has('svix-signature')) return 'standard';
  if (has('X-Hub-Signature')) return 'github';
  return adyenItems(textOf(delivery.body)) === null ? null : 'adyen';
}
