import type { HeaderList, VersionEvidence } from './evidence.ts';
import { valuesByName } from './header-list.ts';

const resolvedHeaders: ReadonlySet<string> = new Set([
  'x-shopify-api-version',
  'stripe-version',
  'x-github-api-version-selected',
  'x-github-api-version',
  'facebook-api-version',
  'notion-version',
  'intercom-version',
  'square-version',
  'anthropic-version',
  'openai-version',
  'linkedin-version',
  'x-ms-version',
  'revision',
  'x-api-version',
  'api-version',
  'x-version',
]);

const listHeaders: ReadonlyMap<string, 'supported' | 'deprecated'> = new Map([
  ['api-supported-versions', 'supported'],
  ['api-deprecated-versions', 'deprecated'],
]);

/**
 * Reads which API version answered (`X-Shopify-API-Version`, `Stripe-Version`, `X-GitHub-Api-Version-Selected`, …) and
 * which versions the vendor lists as supported or deprecated. In the order received; lists give one entry per version.
 */
export function readVersions(headers: HeaderList): readonly VersionEvidence[] {
  const found: VersionEvidence[] = [];
  for (const [header, values] of valuesByName(headers)) {
    if (resolvedHeaders.has(header))
      found.push(...values.map((value): VersionEvidence => ({ kind: 'version', header, value, role: 'resolved' })));
    const role = listHeaders.get(header);
    if (role) found.push(...values.flatMap(listed).map((value): VersionEvidence => ({ kind: 'version', header, value, role })));
  }
  return found;
}

const listed = (value: string): string[] =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
