import type { HeaderList, VersionEvidence } from './evidence.ts';

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
  return headers.flatMap(([name, rawValue]): readonly VersionEvidence[] => {
    const header = name.trim().toLowerCase();
    const value = rawValue.trim();
    if (value === '') return [];
    if (resolvedHeaders.has(header)) return [{ kind: 'version', header, value, role: 'resolved' }];
    const role = listHeaders.get(header);
    if (!role) return [];
    const listed = value
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    return listed.map((each) => ({ kind: 'version', header, value: each, role }));
  });
}
