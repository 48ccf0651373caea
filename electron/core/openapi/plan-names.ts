import { objectAt, textAt } from './json-value.ts';
import type { JsonObject } from './json-value.ts';

/** Country registries that sell names under these labels: `shop.co.uk` belongs to "shop", not to "co". */
const secondLevel = new Set(['co', 'com', 'org', 'net', 'gov', 'ac', 'edu', 'gob', 'or', 'ne']);
/** Hosts of code and documentation say nothing about whose API it is. */
const hostsOfOthers = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'readme.io', 'swagger.io', 'apache.org', 'opensource.org']);

/** The part of a host name that its owner registered (`checkout-test.adyen.com` -> `adyen.com`); null for IPs and local names. */
export function registrableDomain(host: string): string | null {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || !/^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(top)) return null;
  if (['local', 'localhost', 'internal', 'test', 'example', 'invalid', 'lan'].includes(top)) return null;
  const isCountryShop = labels.length > 2 && top.length === 2 && secondLevel.has(labels.at(-2) ?? '');
  const domain = labels.slice(isCountryShop ? -3 : -2).join('.');
  return /^example\.(?:com|net|org)$/.test(domain) ? null : domain;
}

/** The host of an absolute address, or null. */
export function hostOf(address: string | null): string | null {
  if (!address || !URL.canParse(address)) return null;
  return new URL(address).hostname || null;
}

/** The vendor's domain: of the servers, else of the addresses the document gives about its publisher. */
export function vendorDomainOf(root: JsonObject, serverUrls: readonly (string | null)[]): string | null {
  const info = objectAt(root, 'info');
  const contact = objectAt(info, 'contact');
  const provider = textAt(info, 'x-providerName');
  const email = textAt(contact, 'email')?.split('@')[1] ?? null;
  const about = [textAt(objectAt(root, 'externalDocs'), 'url'), textAt(info, 'termsOfService'), textAt(contact, 'url')];
  const hosts = [...serverUrls.map(hostOf), provider?.includes('.') ? provider : null, ...about.map(hostOf), email];
  for (const host of hosts) {
    const domain = host === null ? null : registrableDomain(host);
    if (domain && !hostsOfOthers.has(domain)) return domain;
  }
  return null;
}

/**
 * The vendor in its own spelling: a word of the title, the provider or the contact that is the label of its domain
 * ("Adyen"), else the most frequent spelling of that label in the document's text ("PayPal"), else a stated name, else
 * the title.
 */
export function vendorNameOf(root: JsonObject, text: string, domain: string | null): string {
  const info = objectAt(root, 'info');
  const title = textAt(info, 'title')?.trim() ?? '';
  const contactName = textAt(objectAt(info, 'contact'), 'name')?.trim() ?? '';
  const provider = textAt(info, 'x-providerName')?.trim() ?? '';
  const label = domain?.split('.')[0] ?? null;
  if (label) {
    for (const stated of [title, provider, contactName]) {
      const spelled = spellingIn(stated, label);
      if (spelled) return spelled;
    }
    return frequentSpelling(text, label) ?? label.charAt(0).toUpperCase() + label.slice(1);
  }
  return withoutKind(provider || contactName || title) || 'Unnamed vendor';
}

/** One to three neighbouring words that make up the label: "Acme Pay" for `acmepay`. */
function spellingIn(stated: string, label: string): string | null {
  const bare = label.replace(/[^a-z0-9]/g, '');
  const words = stated.split(/[\s,:;|/()]+/).filter(Boolean);
  for (let length = 1; length <= 3; length += 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const spelled = words.slice(start, start + length).join(' ');
      if (spelled.toLowerCase().replace(/[^a-z0-9]/g, '') !== bare) continue;
      return spelled.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    }
  }
  return null;
}

/** Counts spellings in running text; addresses, keys and identifiers are left out by what stands beside them. */
function frequentSpelling(text: string, label: string): string | null {
  const escaped = label.replace(/[^a-z0-9]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w./@:"'#-])${escaped}(?![\\w:"'/-]|\\.\\w)`, 'gi');
  const counts = new Map<string, number>();
  for (const [spelled] of text.matchAll(pattern)) counts.set(spelled, (counts.get(spelled) ?? 0) + 1);
  counts.delete(label);
  const best = [...counts].toSorted((a, b) => b[1] - a[1])[0];
  return best ? best[0] : null;
}

function withoutKind(name: string): string {
  return name
    .replace(/\b(?:APIs?|services?|rest|web)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The API's name: the title without the vendor and without the words API and Service. */
export function apiNameOf(title: string, vendorName: string): string {
  const escaped = vendorName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const isWord = /^\w.*\w$/.test(vendorName);
  const withoutVendor = title.replace(new RegExp(isWord ? `\\b${escaped}(?:['’]s)?\\b` : escaped, 'gi'), ' ');
  const name = withoutKind(withoutVendor)
    .replace(/^(?:for|the|of|by)\s+/i, '')
    .replace(/^[\s\-–—:|,.]+|[\s\-–—:|,]+$/g, '');
  return name || title.trim() || 'API';
}
