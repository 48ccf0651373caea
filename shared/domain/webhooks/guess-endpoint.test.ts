import { describe, expect, it } from 'vitest';
import { fittingEndpoints, guessEndpoint } from './guess-endpoint.ts';
import { schemes, type SchemeId } from './scheme.ts';

const endpoint = (id: string, scheme: SchemeId, path = `/hooks/${id}`, header = schemes[scheme].rule.header) => ({
  id,
  path,
  scheme,
  rule: { ...schemes[scheme].rule, header },
});
const all = [
  endpoint('shop', 'shopify'),
  endpoint('shop-2', 'shopify'),
  endpoint('git', 'github'),
  endpoint('desk', 'generic', '/hooks/desk', 'X-Desk-Signature'),
];
const body = '\n\n{"id":1}';

describe('the endpoint of a copied delivery', () => {
  it('is the one whose address it was sent to', () => {
    expect(guessEndpoint(`POST /hooks/shop-2 HTTP/1.1\nX-Shopify-Hmac-Sha256: aa${body}`, all)).toBe('shop-2');
    expect(guessEndpoint(`curl https://us.example/hooks/shop?x=1 -H 'X-Shopify-Hmac-Sha256: aa' -d '{}'`, all)).toBe('shop');
  });

  it('is else the only one of who signed it', () => {
    expect(guessEndpoint(`X-GitHub-Event: push\nX-Hub-Signature-256: sha256=aa${body}`, all)).toBe('git');
    expect(guessEndpoint(`x-desk-signature: aa${body}`, all)).toBe('desk');
  });

  it('is nobody’s when several could be meant, or none', () => {
    expect(guessEndpoint(`X-Shopify-Hmac-Sha256: aa${body}`, all)).toBeNull();
    expect(guessEndpoint(`X-Other: aa${body}`, all)).toBeNull();
    expect(guessEndpoint('', all)).toBeNull();
  });

  it('may be any of those that fit', () => {
    expect(fittingEndpoints(`X-Shopify-Hmac-Sha256: aa${body}`, all).map(({ id }) => id)).toEqual(['shop', 'shop-2']);
    expect(fittingEndpoints(`X-Other: aa${body}`, all)).toEqual([]);
  });

  it('is not told by what its body says', () => {
    expect(guessEndpoint('X-Other: aa\n\n{"to":"/hooks/git"}', all)).toBeNull();
  });
});
